import type { Readable } from 'node:stream';
import { largestSaveBytes } from '@bothy/contracts';
import type { StreamBody } from '../../../platform/http/stream-body.js';
import { bodyCut, bodyTooSlow } from '../ue4.errors.js';
import { GatheredBytes } from './gathered-bytes.js';
import { Pace, type PaceRules } from './pace.js';

/** Takes pieces; false: no more for now, `resume` is called once there is room. */
export type Take = (piece: Buffer, resume: () => void) => boolean;

/** Whoever sends holds one of few places, and memory. The server itself waits two minutes for any request. */
const readingRules: PaceRules = { longestStallMs: 15_000, leastBytesPerSecond: 128 * 1024, longestMs: 110_000 };

/**
 * Hands on the pieces of a body. Where `take` throws, the connection stays as it is, for the answer.
 *
 * @throws DomainError `body_cut`, `body_too_slow`, and what `take` throws.
 */
export const eachPiece = (source: Readable, take: Take, rules: PaceRules = readingRules): Promise<void> =>
  new Promise((resolve, reject) => {
    const pace = new Pace(rules);
    let since = performance.now();
    let timer = setTimeout(() => fail(bodyTooSlow()), pace.leftMs);
    // What still comes then flows into nothing.
    const stop = () => {
      clearTimeout(timer);
      source.off('data', piece).off('end', end).off('error', cut).off('close', cut).resume();
    };
    const end = () => {
      stop();
      resolve();
    };
    const fail = (error: unknown) => {
      stop();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const cut = () => fail(bodyCut());
    const piece = (bytes: Buffer) => {
      const now = performance.now();
      pace.note(bytes.length, now - since);
      since = now;
      clearTimeout(timer);
      timer = setTimeout(() => fail(bodyTooSlow()), pace.leftMs);
      try {
        if (!take(bytes, () => source.resume())) source.pause();
      } catch (error) {
        fail(error);
      }
    };
    if (source.destroyed && !source.readableEnded) cut();
    else source.on('data', piece).on('end', end).on('error', cut).on('close', cut);
  });

/** All of a body. @throws DomainError `body_too_large`, `body_cut`, `body_too_slow` */
export const readBody = async ({ source, lengthBytes }: StreamBody): Promise<Buffer> => {
  const gathered = new GatheredBytes(largestSaveBytes, lengthBytes);
  await eachPiece(source, (piece) => {
    gathered.add(piece);
    return true;
  });
  return gathered.all;
};
