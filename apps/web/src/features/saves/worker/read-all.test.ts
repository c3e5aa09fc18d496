import { expect, it } from 'vitest';
import { inSlices } from './in-slices.js';
import { readAll } from './read-all.js';

/** A file that says it has `size` bytes, and has others. */
function file(size: number, ...parts: readonly number[][]): Blob {
  const stream = () =>
    new ReadableStream({
      start(to) {
        for (const part of parts) to.enqueue(new Uint8Array(part));
        to.close();
      },
    });
  return { size, stream } as unknown as Blob;
}

it('reads a file piece by piece', async () => {
  const heard: number[] = [];
  expect(await readAll(file(3, [1, 2], [3]), (done) => heard.push(done))).toEqual(new Uint8Array([1, 2, 3]));
  expect(heard).toEqual([2, 3]);
});

it.each([file(4, [1, 2], [3]), file(2, [1, 2], [3])])(
  'refuses a file that changes while it is read',
  async (changing) => {
    await expect(readAll(changing, () => undefined)).rejects.toThrow('changed while it was read');
  },
);

it('refuses more than it can hold before it reads', async () => {
  await expect(readAll(file(1024 ** 3 + 1), () => undefined)).rejects.toThrow('larger than 1 GiB');
});

it('tells each phase when it begins', async () => {
  const heard: unknown[] = [];
  const work = (function* () {
    yield { phase: 'unpacking' };
    yield { phase: 'decoding' };
    yield { phase: 'decoding' };
    return 'done';
  })();
  expect(await inSlices(work, (now) => Promise.resolve(void heard.push(now.phase)))).toBe('done');
  expect(heard).toEqual(['unpacking', 'decoding']);
});
