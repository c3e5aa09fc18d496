import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { corpusPresent, readCorpus } from '@bothy/ue4-codec/testing';
import { FakeTerminal } from './testing/fake-terminal.js';

describe.runIf(corpusPresent)('bothy saves, with real saves (the corpus is not here where these are left out)', () => {
  let folder: string;
  let terminal: FakeTerminal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothy-saves-'));
    terminal = new FakeTerminal();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (name: string) => join(folder, name);
  const copyOf = (path: string) => {
    const file = at(path.replaceAll('/', '-'));
    writeFileSync(file, readCorpus(path));
    return file;
  };
  const saves = (...argv: string[]) => terminal.bothy(['saves', ...argv]);

  it('tells what matters of a prospect, and whether its hash agrees', async () => {
    const prospect = copyOf('icarus/prospect.json');
    expect(await saves('inspect', prospect)).toBe(0);
    expect(terminal.out).toMatch(/^ {2}map +Outpost006_Olympus$/m);
    expect(terminal.out).toMatch(/^ {2}members +5$/m);
    expect(terminal.out).toMatch(/^ {2}recorders +2,115$/m);
    expect(terminal.out).toMatch(/^ {2}hash +agrees$/m);
    terminal.out = '';
    const text = readFileSync(prospect, 'latin1');
    writeFileSync(prospect, text.replace(/"Hash": "../, '"Hash": "zz'), 'latin1');
    expect(await saves('inspect', prospect)).toBe(0);
    expect(terminal.out).toMatch(/^ {2}hash +DOES NOT AGREE/m);
  });

  it('tells the pets of a file of pets', async () => {
    expect(await saves('inspect', copyOf('icarus/Mounts.json'))).toBe(0);
    expect(terminal.out.match(/type (Horse|Moa)$/gm)).toHaveLength(10);
  });

  it('edits both copies of what a prospect tells of itself', async () => {
    const prospect = copyOf('icarus/prospect.json');
    expect(await saves('edit', prospect, '--set', 'info.Difficulty=Hard', '-o', at('new.json'))).toBe(0);
    expect(terminal.out).toBe('~ info.Difficulty  "Medium" → "Hard"\n');
    terminal.out = '';
    expect(await saves('inspect', at('new.json'))).toBe(0);
    expect(terminal.out).toMatch(/^ {2}difficulty +Hard$/m);
    expect(terminal.out).toMatch(/^ {2}hash +agrees$/m);
  });

  it('keeps a text of JSON a text, and a number a number', async () => {
    const mounts = copyOf('icarus/Mounts.json');
    const options = ['--set', 'SavedMounts[0].MountName=12', '--set', 'mounts[0].MountLevel=7'];
    expect(await saves('edit', mounts, ...options, '-o', at('new.json'))).toBe(0);
    expect(terminal.out).toMatch(/MountName .* "12"\n.*MountLevel {2}\d+ → 7\n$/);
    expect(await saves('edit', mounts, '--set', 'mounts[0].MountLevel=x', '-o', at('no.json'))).toBe(1);
    expect(terminal.err).toContain('no number');
  });

  it('goes through JSON and back, a prospect too', async () => {
    const prospect = copyOf('icarus/prospect.json');
    expect(await saves('json', prospect, '-o', at('p.json'))).toBe(0);
    rmSync(prospect);
    expect(await saves('json', '--back', at('p.json'), '-o', at('back.json'))).toBe(0);
    expect(readFileSync(at('back.json')).equals(readCorpus('icarus/prospect.json'))).toBe(true);
  });

  it('verifies some of each kind', async () => {
    const files = ['gvas/Slot1.sav', 'palworld/LevelMeta.sav', 'abiotic/WorldSave_V_Tile.sav', 'icarus/Mounts.json'];
    expect(await saves('verify', ...files.map(copyOf), '--json')).toBe(0);
    const told = terminal.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).verified.opaqueBytes);
    expect(told).toEqual([0, 0, 33, 0]);
  });
});
