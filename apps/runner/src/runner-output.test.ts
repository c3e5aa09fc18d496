import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationModes } from './testing/isolation-modes.js';
import { readLog, textOf } from './testing/log-reading.js';
import { TestRunner, until } from './testing/test-runner.js';

describe.each(isolationModes)('isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION });
  });
  afterAll(() => runner.stop());

  const node = (script: string): string[] => [process.execPath, '-e', script];

  describe('the output of a bot', () => {
    it('is all there: 50,000 lines, each once and in order', async () => {
      const { end, logDir } = await runner.run(['seq', '1', '50000']);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 0, signal: null, lines: 50_000 });
      expect(textOf(logDir, 0)).toBe(`${Array.from({ length: 50_000 }, (_, at) => at + 1).join('\n')}\n`);
      expect(end.logBytes).toBe(readFileSync(join(logDir, 'log')).length);
      expect(end.textBytes).toBe(textOf(logDir, 0).length);
    });

    it('keeps its two streams apart, and in the order of their arrival', async () => {
      const { end, logDir } = await runner.run([
        'sh',
        '-c',
        'for i in 1 2 3; do echo o$i; sleep 0.03; echo e$i >&2; sleep 0.03; done',
      ]);
      const blocks = readLog(logDir).map(({ stream, payload }) => `${stream}${payload.toString()}`);
      expect(blocks).toEqual(['0o1\n', '1e1\n', '0o2\n', '1e2\n', '0o3\n', '1e3\n']);
      expect(end.lines).toBe(6);
    });

    it('goes through real pipes, which a shell can open by name', async () => {
      const { logDir } = await runner.run(['sh', '-c', 'echo out > /dev/stdout; echo err > /dev/stderr']);
      expect([textOf(logDir, 0), textOf(logDir, 1)]).toEqual(['out\n', 'err\n']);
    });

    it('shows a prompt that waits for its newline, and the rest as the same line', async () => {
      const order = runner.start(['sh', '-c', 'printf "Continue? "; sleep 0.4; echo yes']);
      await until(() => runner.progress.some(({ handle }) => handle === runner.states.get(order.runId)?.handle));
      expect(readLog(order.logDir)).toMatchObject([{ partial: true, lines: 1 }]);
      await runner.ended(order);
      expect(readLog(order.logDir).map((block) => block.payload.toString())).toEqual(['Continue? ', 'yes\n']);
    });

    it('does not cut the lines of a bot that prints faster than it is read', async () => {
      const line = 'x'.repeat(99);
      const script = `for (let at = 0; at < 200000; at++) process.stdout.write('${line}\\n')`;
      const { end, logDir } = await runner.run(node(script));
      expect(end.lines).toBe(200_000);
      expect(readLog(logDir).filter((block) => block.partial)).toHaveLength(0);
    });

    it('keeps bytes that are no text, and a last line without newline', async () => {
      const { end, logDir } = await runner.run(['sh', '-c', String.raw`printf '\377\000\200\nend'`]);
      expect(end.lines).toBe(2);
      const bytes = Buffer.concat(readLog(logDir).map((block) => block.payload));
      expect(bytes.equals(Buffer.from([0xff, 0, 0x80, 10, 0x65, 0x6e, 0x64]))).toBe(true);
    });

    it('is told of only when it is in the file, the last of it with the end', async () => {
      const { end, logDir } = await runner.run(['seq', '1', '1000']);
      const told = runner.progress.filter(({ handle }) => handle === end.handle);
      expect(Math.max(...told.map(({ logBytes }) => logBytes), 0)).toBeLessThanOrEqual(end.logBytes);
      expect(readLog(logDir).reduce((lines, block) => lines + block.lines, 0)).toBe(end.lines);
    });

    it('goes on while no server is there, and is told of at its return', async () => {
      const order = runner.start(['sh', '-c', 'for i in $(seq 1 200); do echo line $i; sleep 0.002; done']);
      await runner.running(order);
      runner.disconnect();
      await delay(50);
      runner.states.clear();
      await runner.connect();
      expect((await until(() => runner.welcome)).attempts).toBeGreaterThan(0);
      const end = await runner.ended(order);
      expect(end).toMatchObject({ lines: 200, outcome: 'exited', exitCode: 0 });
      expect(textOf(order.logDir, 0).split('\n')).toHaveLength(201);
    });

    it('ends the run at its limit, with a line that says so', async () => {
      const { end, logDir } = await runner.run(['yes', 'a line'], { maxLogBytes: 100_000 });
      expect(end).toMatchObject({ outcome: 'over-limit', reason: 'Its log reached the limit of 97.7 KiB.' });
      expect(end.textBytes).toBeLessThan(300_000);
      expect(textOf(logDir, 2)).toBe('The log limit of 97.7 KiB is reached; the run was ended.\n');
    });
  });
});
