import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Pace, type PaceRules } from './pace.js';
import { eachPiece } from './read-body.js';

const rules: PaceRules = { longestStallMs: 1000, leastBytesPerSecond: 100, longestMs: 5000 };

describe('the pace of a client', () => {
  it('is kept by one that never stops for long and is not slow on the whole', () => {
    const pace = new Pace(rules);
    expect(pace.leftMs).toBe(1000);
    for (let second = 0; second < 4; second += 1) pace.note(100, 1000);
    expect(pace.leftMs).toBe(1000);
  });

  it('is lost by one that drips, and by one that takes too long all in all', () => {
    const drips = new Pace(rules);
    drips.note(1, 900);
    expect(drips.leftMs).toBe(110);
    drips.note(1, 900);
    expect(drips.leftMs).toBe(0);
    const long = new Pace(rules);
    long.note(100_000, 4900);
    expect(long.leftMs).toBe(100);
  });
});

it('a body that comes too slowly is refused, and what still comes of it flows into nothing', async () => {
  const source = new PassThrough();
  const pieces: string[] = [];
  const read = eachPiece(
    source,
    (piece) => {
      pieces.push(piece.toString());
      return true;
    },
    { ...rules, longestStallMs: 20 },
  );
  source.write('GVAS');
  await expect(read).rejects.toMatchObject({ code: 'body_too_slow' });
  source.write('more');
  expect(pieces).toEqual(['GVAS']);
});

it('a body that is there is read to its end', async () => {
  const source = new PassThrough();
  const pieces: Buffer[] = [];
  source.end('GVAS');
  await eachPiece(source, (piece) => pieces.push(piece) > 0, rules);
  expect(Buffer.concat(pieces).toString()).toBe('GVAS');
});
