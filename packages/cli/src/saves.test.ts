import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSave, sampleProperties, sampleSaves, str, ue418, ue54 } from '@bothy/ue4-codec/testing';
import { FakeTerminal } from './testing/fake-terminal.js';

describe('bothy saves', () => {
  let folder: string;
  let terminal: FakeTerminal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothy-saves-'));
    terminal = new FakeTerminal();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (name: string) => join(folder, name);
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(at(name), content);
    return at(name);
  };
  const sample = () => buildSave(ue54, sampleProperties());
  const aSave = (name = 'World.sav') => put(name, sample());
  const saves = (...argv: string[]) => terminal.bothy(['saves', ...argv]);
  const lines = () =>
    terminal.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  describe('inspect', () => {
    it('tells what a save is, with no server and no token', async () => {
      expect(await saves('inspect', aSave())).toBe(0);
      expect(terminal.out).toMatch(/^ {2}kind +gvas$/m);
      expect(terminal.out).toMatch(/^ {2}engine +5\.4\.1 \(522, 1012\)$/m);
      expect(terminal.out).toMatch(/^ {2}opaque +0 bytes$/m);
      expect(terminal.out).toMatch(/^ {2}class +\/Script\/Test\.TestSaveGame$/m);
      expect(terminal.err).toBe('');
    });

    it('tells it of many, also where one cannot be read', async () => {
      const broken = put('broken.sav', sample().subarray(0, 700));
      expect(await saves('inspect', broken, at('none.sav'), folder, aSave(), '--json')).toBe(1);
      const told = lines();
      expect(told.map((each) => Object.keys(each)[0])).toEqual(['error', 'error', 'error', 'save']);
      expect(told[0].error).toMatchObject({ file: broken, code: 'truncated' });
      expect(told[0].error.offset).toBeGreaterThan(0);
      expect(told[3].save).toMatchObject({ kind: 'gvas', sizeBytes: sample().length, opaqueBytes: 0 });
    });

    it('says in one line what is wrong with a file, and where', async () => {
      expect(await saves('inspect', put('broken.sav', sample().subarray(0, 700)))).toBe(1);
      expect(terminal.err).toMatch(/^bothy: .*broken\.sav: [^\n]+ at byte \d+[^\n]*\n$/);
      terminal.err = '';
      expect(await saves('inspect', put('text.txt', 'hello'), at('none'), folder)).toBe(1);
      expect(terminal.err.split('\n')).toEqual([
        expect.stringContaining('no save'),
        expect.stringContaining('no such file'),
        expect.stringContaining('is a folder'),
        '',
      ]);
    });

    it('names what stayed opaque, and why', async () => {
      const unknown = { ...str('x'), type: { name: 'UnheardOfProperty', params: [] } };
      const file = put('opaque.sav', buildSave(ue418, [{ name: 'Strange', value: unknown }]));
      expect(await saves('inspect', file, '--json')).toBe(0);
      expect(lines()[0].save).toMatchObject({
        opaqueBytes: 6,
        opaque: [{ path: 'Strange', type: 'UnheardOfProperty', bytes: 6, why: expect.any(String) }],
      });
    });

    it('writes out what would move the cursor', async () => {
      await saves('inspect', put('evil.sav', buildSave(ue418, [], { saveClass: '/Script/\u001b[2J\u202eX' })));
      expect(['\u001b', '\u202e'].filter((character) => terminal.out.includes(character))).toEqual([]);
      expect(terminal.out).toContain(String.raw`/Script/\u001b[2J\u202eX`);
    });

    it('reads standard input', async () => {
      terminal.input = sample();
      expect(await saves('inspect', '-')).toBe(0);
      expect(terminal.out).toContain('gvas');
    });
  });

  describe('json', () => {
    it.each(sampleSaves())('gives back the very save of UE %s', async (_, bytes) => {
      expect(await saves('json', put('a.sav', bytes), '-o', at('a.json'))).toBe(0);
      expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toMatchObject({ format: 'bothy-save', kind: 'gvas' });
      rmSync(at('a.sav'));
      expect(await saves('json', '--back', at('a.json'), '--out', at('b.sav'))).toBe(0);
      expect(readFileSync(at('b.sav')).equals(bytes)).toBe(true);
      expect(terminal.out + terminal.err).toBe('');
      expect(readdirSync(folder).toSorted()).toEqual(['a.json', 'b.sav']);
    });

    it('goes through pipes, letters of several bytes too', async () => {
      const bytes = buildSave(ue54, [{ name: 'Long', value: str('ä€𝄞'.repeat(200_000)) }]);
      terminal.input = bytes;
      expect(await saves('json', '-')).toBe(0);
      const back = new FakeTerminal();
      back.input = terminal.outBytes;
      expect(await back.bothy(['saves', 'json', '--back', '-'])).toBe(0);
      expect(Buffer.from(back.outBytes).equals(bytes)).toBe(true);
      expect(await saves('json', '--back', put('long.json', terminal.outBytes), '-o', at('long.sav'))).toBe(0);
      expect(readFileSync(at('long.sav')).equals(bytes)).toBe(true);
    });

    it('leaves nothing behind where it fails', async () => {
      await saves('json', aSave(), '-o', at('a.json'));
      const whole = readFileSync(at('a.json'), 'utf8');
      expect(await saves('json', '--back', put('cut.json', whole.slice(0, -20)), '-o', at('cut.sav'))).toBe(1);
      expect(terminal.err).toMatch(/^bothy: .*cut\.json: [^\n]+\n$/);
      expect(await saves('json', '--back', at('none.json'), '-o', at('cut.sav'))).toBe(1);
      expect(await saves('json', aSave(), '-o', join(at('no'), 'such', 'folder.json'))).toBe(1);
      expect(readdirSync(folder).toSorted()).toEqual(['World.sav', 'a.json', 'cut.json']);
    });
  });

  describe('edit', () => {
    const edit = (...argv: string[]) => saves('edit', aSave(), ...argv, '-o', at('New.sav'));

    it.each([
      ['Int=12', '~ Int  42 → 12\n'],
      ['Int=-12', '~ Int  42 → -12\n'],
      ['Long=-9223372036854775808', '~ Long  "-9007199254740993" → "-9223372036854775808"\n'],
      ['Float=1e3', '~ Float  0.1 → 1000\n'],
      ['Bool=false', '~ Bool  true → false\n'],
      ['Text=Fern', '~ Text  "wörter" → "Fern"\n'],
      ['Text=12', '~ Text  "wörter" → "12"\n'],
      ['Text="quoted = so"', '~ Text  "wörter" → "quoted = so"\n'],
      ['Text=', '~ Text  "wörter" → ""\n'],
      ['Colour=EColour::Blue', '~ Colour  "EColour::Red" → "EColour::Blue"\n'],
      ['Entry.Count=4', '~ Entry.Count  3 → 4\n'],
      ['Numbers[1]=7', '~ Numbers[1]  2 → 7\n'],
    ])('sets %s', async (option, told) => {
      expect(await edit('--set', option)).toBe(0);
      expect(terminal.out).toBe(told);
      terminal.out = '';
      expect(await saves('diff', aSave('a.sav'), at('New.sav'))).toBe(1);
      expect(terminal.out).toBe(told);
      expect(await saves('verify', at('New.sav'))).toBe(0);
    });

    it('sets structs by their fields, inserts, removes and duplicates, in the order given', async () => {
      const where = 'Entry.Where={"X":1.5,"Y":2,"Z":3}';
      const added = 'Fresh={"type":"IntProperty","value":3}';
      const options = ['--duplicate', 'Numbers[0]', '--set', 'Numbers[0]=9', '--insert', 'Numbers[+]=5'];
      expect(
        await edit('--set', where, ...options, '--insert', added, '--set', 'Fresh=4', '--remove', 'Text', '--json'),
      ).toBe(0);
      await saves('json', at('New.sav'), '-o', at('new.json'));
      const { properties } = JSON.parse(readFileSync(at('new.json'), 'utf8'));
      const value = (name: string) => properties.find((one: { name: string }) => one.name === name)?.value;
      expect(value('Numbers')).toEqual([9, 1, 2, 5]);
      expect(value('Fresh')).toBe(4);
      expect(value('Text')).toBeUndefined();
      expect(value('Entry')[1].value).toEqual({ X: 1.5, Y: 2, Z: 3 });
      expect(lines().every((line) => typeof line.change.path === 'string')).toBe(true);
    });

    it.each([
      [['--set', 'Int=abc'], 'Int'],
      [['--set', 'Int=99999999999'], '99999999999'],
      [['--set', 'Nope=1'], 'Nope'],
      [['--set', 'Numbers[9]=1'], 'Numbers'],
      [['--remove', 'a..b'], 'character'],
    ])('refuses %j and writes nothing', async (options, why) => {
      expect(await edit(...options)).toBe(1);
      expect(terminal.err).toMatch(/^bothy: .*World\.sav: [^\n]+\n$/);
      expect(terminal.err).toContain(why);
      expect(readdirSync(folder)).toEqual(['World.sav']);
    });

    it('wants to know what and where to', async () => {
      const file = aSave();
      expect(await saves('edit', file, '--set', 'Int=1')).toBe(2);
      expect(terminal.err).toContain('-o FILE, or --in-place');
      expect(await saves('edit', file, '-o', at('x'))).toBe(2);
      expect(await saves('edit', file, '--set', 'Int=1', '-o', at('x'), '--in-place')).toBe(2);
      expect(await saves('edit', file, '--set', 'Int', '-o', at('x'))).toBe(2);
      symlinkSync(file, at('link.sav'));
      expect(await saves('edit', file, '--set', 'Int=1', '-o', at('link.sav'))).toBe(2);
      expect(terminal.err).toContain('is the file itself');
      expect(readFileSync(file).equals(sample())).toBe(true);
    });

    it('edits in place and keeps what was there, each time', async () => {
      const file = aSave();
      symlinkSync(file, at('link.sav'));
      const mode = statSync(file).mode;
      expect(await saves('edit', file, '--set', 'Int=1', '--in-place')).toBe(0);
      const first = readFileSync(file);
      expect(await saves('edit', at('link.sav'), '--set', 'Int=2', '--in-place')).toBe(0);
      expect(await saves('edit', file, '--set', 'Int=2', '--in-place')).toBe(0);
      expect(terminal.err).toContain('nothing changed');
      expect(readdirSync(folder).toSorted()).toEqual(['World.sav', 'World.sav.bak', 'World.sav.bak1', 'link.sav']);
      expect(readFileSync(at('World.sav.bak')).equals(sample())).toBe(true);
      expect(readFileSync(at('World.sav.bak1')).equals(first)).toBe(true);
      expect(lstatSync(at('link.sav')).isSymbolicLink()).toBe(true);
      expect(statSync(file).mode).toBe(mode);
    });

    it('gives the save on standard output alone', async () => {
      terminal.input = sample();
      expect(await saves('edit', '-', '--set', 'Int=42', '-o', '-')).toBe(0);
      expect(Buffer.from(terminal.outBytes).equals(sample())).toBe(true);
      const other = new FakeTerminal();
      expect(await other.bothy(['saves', 'edit', aSave(), '--set', 'Int=1', '-o', '-'])).toBe(0);
      expect(other.err).toBe('~ Int  42 → 1\n');
    });
  });

  describe('diff', () => {
    it('ends as diff does', async () => {
      const changed = put('b.sav', buildSave(ue54, [...sampleProperties(), { name: 'More', value: str('x') }]));
      expect(await saves('diff', aSave(), aSave('a.sav'))).toBe(0);
      expect(await saves('diff', aSave(), changed, '--json')).toBe(1);
      expect(lines()).toEqual([{ change: { path: 'More', kind: 'added', after: 'x' } }]);
      expect(await saves('diff', aSave(), at('none'))).toBe(2);
      expect(await saves('diff', '-', '-')).toBe(2);
      expect(await saves('diff', aSave())).toBe(2);
    });
  });

  it('verifies saves of all layouts', async () => {
    const files = sampleSaves().map(([label, bytes]) => put(`${label}.sav`, bytes));
    expect(await saves('verify', ...files)).toBe(0);
    expect(terminal.out.trim().split('\n')).toHaveLength(files.length);
    expect(terminal.out).toMatch(/^ok {2}.*4\.18\.sav {2}gvas, [\d,]+ bytes, 0 opaque, [\d.]+ MB\/s$/m);
    expect(await saves('verify', put('broken.sav', sample().subarray(0, 500)), files[0] ?? '')).toBe(1);
  });

  it.each([
    [['saves'], 'needs to know what to do'],
    [['saves', 'nope', 'x'], 'no command "saves nope"'],
    [['saves', 'inspect'], 'needs a file'],
    [['saves', 'json', 'a', 'b'], 'one argument too many'],
    [['saves', 'inspect', 'a', '--in-place'], 'takes no --in-place'],
    [['list', '--set', 'a=b'], 'takes no --set'],
  ])('refuses %j', async (argv, why) => {
    expect(await terminal.bothy(argv)).toBe(2);
    expect(terminal.err).toContain(why);
  });

  it('explains itself', async () => {
    expect(await terminal.bothy(['help', 'saves'])).toBe(0);
    expect(await terminal.bothy(['saves', 'edit', '--help'])).toBe(0);
    expect(terminal.out).toContain('--duplicate PATH');
  });
});
