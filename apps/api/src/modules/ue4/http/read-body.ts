import type { IncomingMessage } from 'node:http';
import { largestSaveBytes } from '@bothy/contracts';
import type { StreamBody } from '../../../platform/http/stream-body.js';
import { bodyCut } from '../ue4.errors.js';
import { GatheredBytes } from './gathered-bytes.js';

/** Takes pieces; false: no more for now, `resume` is called once there is room. */
export type Take = (piece: Buffer, resume: () => void) => boolean;

/**
 * Hands on the pieces of a body. Where `take` throws, the connection stays as it is, for the answer.
 *
 * @throws DomainError `body_cut`, and what `take` throws.
 */
export const eachPiece = (source: IncomingMessage, take: Take): Promise<void> =>
  new Promise((resolve, reject) => {
    // What still comes then flows into nothing.
    const stop = () => source.off('data', piece).off('end', end).off('error', cut).off('close', cut).resume();
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
      try {
        if (!take(bytes, () => source.resume())) source.pause();
      } catch (error) {
        fail(error);
      }
    };
    if (source.destroyed && !source.readableEnded) cut();
    else source.on('data', piece).on('end', end).on('error', cut).on('close', cut);
  });

/** All of a body. @throws DomainError `body_too_large`, `body_cut` */
export const readBody = async ({ source, lengthBytes }: StreamBody): Promise<Buffer> => {
  const gathered = new GatheredBytes(largestSaveBytes, lengthBytes);
  await eachPiece(source, (piece) => {
    gathered.add(piece);
    return true;
  });
  return gathered.all;
};
