import { once } from 'node:events';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { largestSaveBytes, type SaveEdit, saveName } from '@bothy/contracts';
import type { StreamBody } from '../../../platform/http/stream-body.js';
import { editsIn } from '../domain/edits.js';
import { badForm } from '../ue4.errors.js';
import { GatheredBytes } from './gathered-bytes.js';
import { eachPiece } from './read-body.js';

const largestEditsBytes = 4 * 1024 * 1024;
/** Boundaries and heads of the parts. */
const framingBytes = 64 * 1024;

export const largestFormBytes = largestSaveBytes + largestEditsBytes + framingBytes;

interface EditForm {
  readonly bytes: Buffer;
  /** As the client calls the file; `save` where it does not, or by no usable name. */
  readonly name: string;
  readonly edits: readonly SaveEdit[];
}

/** Reads a form of one file and its edits. @throws DomainError `invalid_request`, `body_too_large`, `body_cut` */
export const readEditForm = async (body: StreamBody): Promise<EditForm> => {
  const parts = new Parts(body.lengthBytes);
  const parser = parserOf(body.contentType);
  let failure: Error | null = null;
  const fail = (error: Error) => (failure ??= error);
  parser.on('error', () => fail(notReadable()));
  parser.on('file', (_field, stream, name) => parts.takeFile(stream, name, fail));
  parser.on('field', (field, value, _isNameCut, isCut) => {
    const problem = parts.takeField(field, value, isCut);
    if (problem) fail(problem);
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(event, () => fail(badForm('The form has other parts than one file and its edits.')));
  }
  const finished = once(parser, 'finish').catch(() => undefined);
  await eachPiece(body.source, (piece, resume) => {
    if (failure) throw failure;
    if (parser.write(piece)) return true;
    parser.once('drain', resume);
    return false;
  });
  parser.end();
  await finished;
  if (failure) throw failure as Error;
  return parts.form();
};

const notReadable = () => badForm('The body is not a readable form: send multipart/form-data.');

const parserOf = (contentType: string) => {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw notReadable();
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: (field) => field === 'file',
      limits: {
        ...{ files: 1, fields: 1, parts: 2, headerPairs: 20, headerSize: 8 * 1024 },
        // One more than may be, so that what is too large is told from what is just so.
        fileSize: largestSaveBytes + 1,
        fieldSize: largestEditsBytes,
      },
    });
  } catch (error) {
    // It has no boundary.
    if (error instanceof Error) throw notReadable();
    throw error;
  }
};

class Parts {
  readonly #bytes: GatheredBytes;
  #name: string | null = null;
  #edits: string | null = null;

  constructor(lengthBytes: number | null) {
    this.#bytes = new GatheredBytes(largestSaveBytes, lengthBytes);
  }

  takeFile(stream: BusboyFileStream, name: string | undefined, fail: (error: Error) => void): void {
    const isUsable = saveName.safeParse(name).success;
    this.#name = isUsable && name !== undefined ? name : 'save';
    stream.on('data', (piece: Buffer) => {
      try {
        this.#bytes.add(piece);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        fail(error);
      }
    });
    stream.on('error', () => fail(notReadable()));
  }

  /** @returns what is wrong with it; null where nothing is. */
  takeField(field: string, value: string, isCut: boolean): Error | null {
    if (field !== 'edits') return badForm('The form has no such part.', field.slice(0, 100));
    if (isCut) return badForm(`The edits have more than ${largestEditsBytes / 1024 / 1024} MB.`, 'edits');
    this.#edits = value;
    return null;
  }

  form(): EditForm {
    if (this.#name === null) throw badForm('Send the save as a part of this name.', 'file');
    if (this.#edits === null) throw badForm('Send the edits, as JSON, in a part of this name.', 'edits');
    return { bytes: this.#bytes.all, name: this.#name, edits: editsIn(this.#edits) };
  }
}
