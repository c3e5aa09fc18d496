import { describe, expect, it } from 'vitest';
import { WrittenLog } from '../../../testing/written-log.js';
import { LiveLog } from './live-log.js';
import { linesOf } from './log-lines.js';

const textsFrom = async (log: LiveLog, after: number): Promise<string[]> => {
  const texts: string[] = [];
  let position = await log.locate(after);
  while (position.offset < log.end) {
    const frame = await log.frame(position);
    texts.push(...frame.blocks.flatMap((block) => linesOf(block, after).map((line) => line.text)));
    position = frame.next;
  }
  return texts;
};

describe('a live log', () => {
  it('gives every line once, from wherever a reader begins', async () => {
    const written = new WrittenLog();
    for (let i = 0; i < 3000; i++)
      written.block(`line ${3 * i + 1}\nline ${3 * i + 2}\n${'y'.repeat(100)}${3 * i + 3}\n`);
    const log = new LiveLog(written.folder, 1, { end: written.end, lines: written.lines, complete: true });
    const all = written.text.split('\n').slice(0, -1);
    for (const after of [0, 1, 2, 3, 4000, 4001, 8998, 8999, 9000]) {
      expect(await textsFrom(log, after)).toEqual(all.slice(after));
    }
    await log.close();
  });

  it('encodes a frame once for all who stand at the same place', async () => {
    const written = new WrittenLog().block('a\nb\n');
    const log = new LiveLog(written.folder, 1, { end: written.end, lines: 2, complete: false });
    const [one, two] = await Promise.all([log.frame(await log.locate(0)), log.frame(await log.locate(0))]);
    expect(one.event(0)).toBe(two.event(0));
    expect(one.event(1)!.toString()).toContain('"seq":2');
    expect(one.event(2)).toBeNull();
    await log.close();
  });

  it('wakes readers at growth and at its end', async () => {
    const written = new WrittenLog().block('a\n');
    const log = new LiveLog(written.folder, 1, { end: 0, lines: 0, complete: false });
    const woken = () => new Promise<void>((resolve) => log.changed.add(resolve));
    let waiting = woken();
    log.grow(written.end, 1);
    await waiting;
    expect(await textsFrom(log, 0)).toEqual(['a']);
    waiting = woken();
    log.finish(written.end, 1);
    await waiting;
    expect(log.complete).toBe(true);
    await log.close();
  });

  it('ends before half a block that a fallen machine left', async () => {
    const written = new WrittenLog().block('a\n').block('torn\n');
    const log = new LiveLog(written.folder, 1, { end: written.end - 2, lines: 1, complete: true });
    expect(await textsFrom(log, 0)).toEqual(['a']);
    await log.close();
  });
});
