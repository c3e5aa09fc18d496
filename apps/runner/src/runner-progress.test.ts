import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLog, textOf } from './testing/log-reading.js';
import { TestRunner } from './testing/test-runner.js';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.started();
});
afterAll(() => runner.stop());

const node = (script: string): string[] => [process.execPath, '-e', script];
const ways = [
  { way: 'a pipe', pty: null, newline: '\n' },
  { way: 'a terminal', pty: { cols: 120, rows: 40 }, newline: '\r\n' },
];

const redraws = 100;
const everyMs = 10;

/** Draws a bar in one line, again and again, between two whole lines. */
const drawing = (label: string): string[] =>
  node(`
    const fs = require('node:fs');
    let drawn = 0;
    fs.writeSync(1, 'begin\\n');
    const timer = setInterval(() => {
      fs.writeSync(1, '\\r' + ++drawn + '${label}');
      if (drawn < ${redraws}) return;
      clearInterval(timer);
      fs.writeSync(1, '\\nend\\n');
    }, ${everyMs});`);

describe.each(ways)('a bot that prints to $way', ({ pty, newline }) => {
  const drawn = (label: string): string => {
    const bar = Array.from({ length: redraws }, (_, at) => `\r${at + 1}${label}`).join('');
    return `begin${newline}${bar}${newline}end${newline}`;
  };

  it('is seen to move its progress bar while it draws it', async () => {
    const { logDir } = await runner.run(drawing(' % done'), { pty });
    const blocks = readLog(logDir);
    const pieces = blocks.filter(({ partial }) => partial);
    const [began, ended] = [blocks[0]?.at ?? NaN, blocks.at(-1)?.at ?? NaN];
    expect(textOf(logDir, 0)).toBe(drawn(' % done'));
    expect(new Set(pieces.map(({ at }) => at)).size).toBeGreaterThanOrEqual(5);
    expect(pieces[0]?.at).toBeLessThan((began + ended) / 2);
  });

  it('is seen to move one that looks like the beginning of a secret, but for that', async () => {
    const secrets = [{ name: 'KEY', value: 'zz-and-more-of-a-key' }];
    const { logDir } = await runner.run(drawing(' zz'), { pty, secrets });
    const pieces = readLog(logDir).filter(({ partial }) => partial);
    expect(textOf(logDir, 0)).toBe(drawn(' zz'));
    expect(pieces.length).toBeGreaterThanOrEqual(5);
    for (const { payload } of pieces) expect(payload.toString()).not.toMatch(/z$/);
  });

  it('has no line cut that it prints at once', async () => {
    const { end, logDir } = await runner.run(['seq', '-f', 'a line of some length, number %.0f', '100000'], { pty });
    expect(end.lines).toBe(100_000);
    expect(readLog(logDir).filter(({ partial }) => partial)).toHaveLength(0);
  });
});
