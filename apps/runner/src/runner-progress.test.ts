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

describe.each(ways)('a bot that prints to $way', ({ pty, newline }) => {
  const redraws = 100;
  const drawing = `
    const fs = require('node:fs');
    const print = (text) => fs.writeSync(1, text);
    let drawn = 0;
    print('begin\\n');
    const timer = setInterval(() => {
      print('\\rprogress ' + ++drawn);
      if (drawn < ${redraws}) return;
      clearInterval(timer);
      print('\\ndone\\n');
    }, 10);`;

  const bar = Array.from({ length: redraws }, (_, at) => `\rprogress ${at + 1}`).join('');

  it('is seen to move its progress bar while it draws it', async () => {
    const { logDir } = await runner.run(node(drawing), { pty });
    const blocks = readLog(logDir);
    const pieces = blocks.filter(({ partial }) => partial);
    const [began, ended] = [blocks[0]?.at ?? NaN, blocks.at(-1)?.at ?? NaN];
    expect(textOf(logDir, 0)).toBe(`begin${newline}${bar}${newline}done${newline}`);
    expect(pieces.length).toBeGreaterThanOrEqual(5);
    expect(new Set(pieces.map(({ at }) => at)).size).toBeGreaterThanOrEqual(5);
    expect(pieces[0]?.at).toBeLessThan((began + ended) / 2);
  });

  it('is seen to move it though a secret is looked for in it, of which no beginning is shown', async () => {
    const value = 'progress 1000-and-more';
    const { logDir } = await runner.run(node(drawing), { pty, secrets: [{ name: 'KEY', value }] });
    const pieces = readLog(logDir).filter(({ partial }) => partial);
    expect(textOf(logDir, 0)).toBe(`begin${newline}${bar}${newline}done${newline}`);
    expect(pieces.length).toBeGreaterThanOrEqual(5);
    for (const { payload } of pieces) expect(payload.toString()).not.toMatch(/p(rogress( 1(00?)?)?)?$/);
  });

  it('has no line cut that it prints at once', async () => {
    const { end, logDir } = await runner.run(['seq', '-f', 'a line of some length, number %.0f', '100000'], { pty });
    expect(end.lines).toBe(100_000);
    expect(readLog(logDir).filter(({ partial }) => partial)).toHaveLength(0);
  });
});
