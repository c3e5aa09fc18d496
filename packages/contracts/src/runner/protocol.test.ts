import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeJson,
  decodeProgress,
  encodeFrame,
  encodeJsonFrame,
  encodeProgress,
  type Frame,
  FrameReader,
  frameType,
  maxFrameBytes,
} from './protocol.js';

const readAll = (chunks: Uint8Array[]): Frame[] => {
  const reader = new FrameReader();
  return chunks.flatMap((chunk) =>
    [...reader.push(chunk)].map((frame) => ({ ...frame, payload: Uint8Array.from(frame.payload) })),
  );
};

describe('frames', () => {
  it('carry JSON and progress', () => {
    const [state, progress] = readAll([
      encodeJsonFrame(frameType.state, 7, { runId: 'ä' }),
      encodeProgress(7, 2 ** 40 + 1, 5_000_000_000),
    ]);
    expect(state).toMatchObject({ type: frameType.state, id: 7 });
    expect(decodeJson(state!.payload)).toEqual({ runId: 'ä' });
    expect(decodeProgress(progress!.payload)).toEqual({ logBytes: 2 ** 40 + 1, lines: 5_000_000_000 });
  });

  it('come out the same however the stream is cut', () => {
    const frame = fc.record({ id: fc.nat(0xffff_ffff), payload: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(30)), (frames, cuts) => {
        const bytes = frames.flatMap(({ id, payload }) => [...encodeFrame(frameType.start, id, payload)]);
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const length of [...cuts, bytes.length]) {
          chunks.push(Uint8Array.from(bytes.slice(at, at + length)));
          at += length;
        }
        expect(readAll(chunks)).toEqual(frames.map((one) => ({ type: frameType.start, ...one })));
      }),
    );
  });

  it.each([0, 4, maxFrameBytes + 1, 0xffff_ffff])('refuse a length of %d', (length) => {
    const bytes = new Uint8Array(9);
    new DataView(bytes.buffer).setUint32(0, length, true);
    expect(() => readAll([bytes])).toThrow(RangeError);
  });
});
