import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbered, TestSink } from '../../testing/test-sink.js';
import type { Body } from './body.js';
import { FileBody } from './file-body.js';
import { ReadableBody } from './readable-body.js';
import { spanOf } from './span-of.js';

const bytes = numbered(1_000_000);
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bothy-bodies-'));
  path = join(folder, 'file.bin');
  writeFileSync(path, bytes);
});
afterAll(() => rmSync(folder, { recursive: true }));

const openFiles = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      // Closed while it was looked at.
      return false;
    }
  }).length;

const pumped = async (body: Body, sink = new TestSink()): Promise<Buffer> => {
  await body.pumpTo(sink);
  return sink.bytes;
};
const parts = async function* (sizes: readonly number[]) {
  let at = 0;
  for (const size of sizes) yield bytes.subarray(at, (at += size));
};

describe('a span of a file', () => {
  it.each(['eager', 'lazy'] as const)('is handed over in order to an %s sink, through one buffer', async (pace) => {
    const sink = new TestSink(pace);
    const body = await FileBody.open(path, { from: 10, to: 900_000 });
    expect(body.lengthBytes).toBe(899_990);
    expect((await pumped(body, sink)).equals(bytes.subarray(10, 900_000))).toBe(true);
    expect([sink.writes, openFiles()]).toEqual([4, 0]);
  });

  it('of no bytes is none', async () => {
    expect(await pumped(await FileBody.open(path, { from: 5, to: 5 }))).toHaveLength(0);
  });

  it('that the file is too short for fails', async () => {
    const body = await FileBody.open(path, { from: 999_000, to: 1_000_001 });
    await expect(pumped(body)).rejects.toMatchObject({ code: 'body_incomplete' });
    expect(openFiles()).toBe(0);
  });

  it('ends when nobody takes it any more, and closes the file', async () => {
    const sink = new TestSink('lazy', 1);
    await pumped(await FileBody.open(path, { from: 0, to: 1_000_000 }), sink);
    expect([sink.writes, openFiles()]).toEqual([1, 0]);
  });

  it('that nobody wants closes the file', async () => {
    const body = new FileBody(await open(path), { from: 0, to: 1 });
    expect(openFiles()).toBe(1);
    body.cancel();
    body.cancel();
    await expect.poll(openFiles).toBe(0);
  });
});

describe('a stream', () => {
  it.each(['eager', 'lazy'] as const)('is handed over in order to an %s sink', async (pace) => {
    const body = new ReadableBody(parts([1, 70_000, 0, 200_000]), null);
    expect((await pumped(body, new TestSink(pace))).equals(bytes.subarray(0, 270_001))).toBe(true);
  });

  it('of fewer bytes than announced fails, and of more is cut', async () => {
    await expect(pumped(new ReadableBody(parts([10]), 11))).rejects.toMatchObject({ code: 'body_incomplete' });
    expect(await pumped(new ReadableBody(parts([10, 10]), 15))).toEqual(bytes.subarray(0, 15));
  });

  it('that fails says why, in words of whoever made it', async () => {
    const failing = async function* () {
      yield Buffer.from('x');
      throw new Error('inner');
    };
    await expect(pumped(new ReadableBody(failing(), null))).rejects.toThrow('inner');
    const told = new ReadableBody(
      failing(),
      null,
      () => {},
      () => new Error('outer'),
    );
    await expect(pumped(told)).rejects.toThrow('outer');
  });

  it('ends when nobody takes it any more, also while nothing comes, and lets go once', async () => {
    let letGo = 0;
    const source = new PassThrough();
    const body = new ReadableBody(source, null, () => (letGo += 1));
    const sink = new TestSink();
    const pumping = body.pumpTo(sink);
    source.write('x');
    await expect.poll(() => sink.receivedBytes).toBe(1);
    sink.leave();
    await pumping;
    body.cancel();
    expect([source.destroyed, letGo]).toEqual([true, 1]);
  });

  it('that nobody wants is destroyed, even when that is an error to it', async () => {
    const source = new Readable({ read() {}, destroy: (_error, done) => done(new Error('destroyed')) });
    new ReadableBody(source, null).cancel();
    await expect.poll(() => source.closed).toBe(true);
  });
});

describe('the middle of a body', () => {
  it.each(['eager', 'lazy'] as const)('is what an %s sink gets, and the rest is not read', async (pace) => {
    const body = spanOf(new ReadableBody(parts([100, 100, 100, 100]), 400), 150, 100);
    expect(body.lengthBytes).toBe(100);
    expect((await pumped(body, new TestSink(pace))).equals(bytes.subarray(150, 250))).toBe(true);
    const file = spanOf(await FileBody.open(path, { from: 0, to: 1_000_000 }), 0, 300_000);
    expect((await pumped(file, new TestSink(pace))).equals(bytes.subarray(0, 300_000))).toBe(true);
    expect(openFiles()).toBe(0);
  });

  it('tells of what was read before it', async () => {
    let skippedBytes = 0;
    const sink = Object.assign(new TestSink('eager'), { skipped: (count: number) => (skippedBytes += count) });
    await pumped(spanOf(new ReadableBody(parts([100, 100]), 200), 150, 20), sink);
    expect(skippedBytes).toBe(150);
  });

  it('may be nothing, and fails where it is not all there', async () => {
    expect(await pumped(spanOf(new ReadableBody(parts([10]), 10), 5, 0))).toHaveLength(0);
    const short = spanOf(new ReadableBody(parts([10]), 10), 5, 6);
    await expect(pumped(short)).rejects.toMatchObject({ code: 'body_incomplete' });
  });

  it('that nobody takes any more is no error', async () => {
    const sink = new TestSink('eager', 1);
    await pumped(spanOf(new ReadableBody(parts([10, 10]), 20), 5, 10), sink);
    expect(sink.bytes).toEqual(bytes.subarray(5, 10));
  });
});
