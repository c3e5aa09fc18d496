import type { SaveInspection, SaveKindName } from '@bothy/contracts';
import type { CodecJob, Refusal } from '../domain/save-codec.js';

/**
 * What the server and a process that opens saves say to each other, in frames: u32 length of the head, u32 length of
 * the body (little-endian), the head as JSON, the body.
 */
export const lengthsBytes = 8;

/** From the server: the body holds the save. */
export interface JobFrame {
  readonly job: CodecJob;
  readonly inflatedBytes: number;
}

/** To the server: `begin` and `end` around parts, or one of the others in their place, at any time. */
export type AnswerFrame =
  | {
      readonly type: 'begin';
      readonly kind: SaveKindName;
      readonly facts: SaveInspection | null;
      readonly sizeBytes: number | null;
    }
  | { readonly type: 'part' | 'end' | 'memory' }
  | ({ readonly type: 'refused' } & Refusal)
  /** An error nobody foresaw, without its message: that may hold what is in the save. */
  | { readonly type: 'fault'; readonly name: string; readonly stack: string };

export const headOf = (head: JobFrame | AnswerFrame, bodyBytes: number): Buffer => {
  const text = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(lengthsBytes);
  lengths.writeUInt32LE(text.length, 0);
  lengths.writeUInt32LE(bodyBytes, 4);
  return Buffer.concat([lengths, text]);
};
