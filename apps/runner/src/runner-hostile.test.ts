import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maxLineBytes } from '@bothy/contracts/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationModes } from './testing/isolation-modes.js';
import { readLog, textOf } from './testing/log-reading.js';
import { TestRunner } from './testing/test-runner.js';

const mebibyte = 1024 * 1024;

describe.each(isolationModes)('hostile output, isolation %s', (BOTHY_RUNNER_ISOLATION) => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await TestRunner.started({ BOTHY_RUNNER_ISOLATION });
  });
  afterAll(() => runner.stop());

  const sh = (script: string) => runner.run(['sh', '-c', script]);
  /** The most memory it ever had. */
  const peakBytes = (): number => {
    const status = readFileSync(`/proc/${runner.process.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
  };

  it('of a million lines stays in the file, not in memory', async () => {
    await sh('yes | head -n 1000');
    const before = peakBytes();
    const { end, logDir } = await sh('seq -f "%.0f a line of a length that is common in logs" 1 1000000');
    expect(end).toMatchObject({ outcome: 'exited', exitCode: 0, lines: 1_000_000 });
    expect(end.logBytes).toBe(readFileSync(join(logDir, 'log')).length);
    expect(peakBytes() - before).toBeLessThan(60 * mebibyte);
  });

  it('of fifty megabytes without a newline is cut into pieces, and none is missing', async () => {
    const { end, logDir } = await sh(`head -c ${50 * mebibyte} /dev/zero | tr '\\0' x`);
    expect(end.textBytes).toBe(50 * mebibyte);
    const blocks = readLog(logDir);
    expect(Math.max(...blocks.map((block) => block.payload.length))).toBeLessThanOrEqual(maxLineBytes);
    expect(blocks.every((block) => block.partial)).toBe(true);
  });

  it('of noise is kept byte by byte', async () => {
    const file = '/dev/urandom';
    const { logDir, end } = await sh(`head -c 3000000 ${file} | tee copy | cat; sha256sum copy >&2`);
    const bytes = Buffer.concat(readLog(logDir).flatMap((block) => (block.stream === 0 ? [block.payload] : [])));
    expect(end.exitCode).toBe(0);
    expect(bytes.length).toBe(3_000_000);
    expect(textOf(logDir, 1)).toContain(createHash('sha256').update(bytes).digest('hex'));
  });

  it('of a progress bar that never ends its line is shown as it grows', async () => {
    const { logDir, end } = await sh(
      String.raw`for i in 1 2 3; do printf '\r%d%%' $i; sleep 0.2; done; printf '\ndone\n'`,
    );
    expect(end.exitCode).toBe(0);
    expect(readLog(logDir).map((block) => block.payload.toString())).toEqual(['\r1%', '\r2%', '\r3%', '\ndone\n']);
  });

  it('of escape sequences and lone carriage returns is left as it is', async () => {
    const { logDir } = await sh(String.raw`printf '\033[31mred\033[0m\r\n\r\033]0;title\007\n\n\r'`);
    expect(textOf(logDir, 0)).toBe('\u001b[31mred\u001b[0m\r\n\r\u001b]0;title\u0007\n\n\r');
  });
});
