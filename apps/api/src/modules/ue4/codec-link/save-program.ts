import { readSync, writeSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { SaveInspection } from '@bothy/contracts';
import {
  edit,
  type Edit,
  fromJson,
  inspect,
  type Inspection,
  readSave,
  recognise,
  type Save,
  SaveError,
  toJson,
  writeSave,
} from '@bothy/ue4-codec';
import type { CodecJob } from '../domain/save-codec.js';
import { type AnswerFrame, headOf, type JobFrame, lengthsBytes } from './frames.js';

/**
 * The program of a process that opens saves, one after the other, until its input ends. It does nothing else, waits for
 * nothing else and blocks where the server does not read: so the server may end it at any moment.
 */
const [input, output] = [0, 1];
const readAtOnce = 1024 * 1024;
const partBytes = 256 * 1024;
const longestText = 2000;
const longestList = 1000;
const inputCut = new Error('The input ended within a frame.');

for (let frame = nextFrame(); frame !== null; frame = nextFrame()) answer(frame.head, frame.body);

function answer({ job, inflatedBytes }: JobFrame, body: Uint8Array): void {
  try {
    act(job, body, { limits: { inflatedBytes } });
    send({ type: 'end' });
  } catch (error) {
    send(frameOf(error));
  }
}

function act(job: CodecJob, body: Uint8Array, options: { readonly limits: { readonly inflatedBytes: number } }): void {
  switch (job.act) {
    case 'recognise': {
      const kind = recognise(body);
      if (kind === 'unknown') throw new SaveError('not-a-save', 'this is no save of a kind that is known here', 0);
      send({ type: 'begin', kind, facts: null, sizeBytes: null });
      return;
    }
    case 'inspect': {
      const facts = inspect(readSave(body, options));
      send({ type: 'begin', kind: facts.kind, facts: shortened(facts, body.length), sizeBytes: null });
      return;
    }
    case 'to-json': {
      // All of it first: what is broken inside is then told in place of an answer that ends in the middle.
      const save = readSave(body, { ...options, deep: true });
      send({ type: 'begin', kind: save.kind, facts: null, sizeBytes: null });
      for (const text of toJson(save)) send({ type: 'part' }, Buffer.from(text));
      return;
    }
    case 'from-json':
      sendSave(fromJson(textsOf(body), options));
      return;
    case 'edit':
      sendSave(edit(readSave(body, options), job.edits as readonly Edit[]));
  }
}

function sendSave(save: Save): void {
  const bytes = writeSave(save);
  send({ type: 'begin', kind: save.kind, facts: null, sizeBytes: bytes.length });
  for (let at = 0; at < bytes.length; at += partBytes) send({ type: 'part' }, bytes.subarray(at, at + partBytes));
}

function* textsOf(body: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < body.length; at += partBytes) yield decoded(decoder, body, at);
  yield decoded(decoder, body, body.length);
}

function decoded(decoder: TextDecoder, body: Uint8Array, at: number): string {
  try {
    return decoder.decode(body.subarray(at, at + partBytes), { stream: at < body.length });
  } catch (error) {
    if (error instanceof TypeError) throw new SaveError('malformed', 'the JSON is not valid UTF-8', at);
    throw error;
  }
}

function shortened({ kind, engine, propertyCount, opaqueBytes, summary }: Inspection, sizeBytes: number) {
  const facts: SaveInspection = {
    ...{ kind, engine: engine ?? null, sizeBytes, propertyCount, opaqueBytes },
    summary: Object.fromEntries(Object.entries(summary).map(([name, value]) => [name, short(value)])),
  };
  return facts;
}

/** A hostile save may have a million names. */
function short(value: unknown): unknown {
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return value.slice(0, longestList).map(short);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, short(inner)]));
}

function textOf(words: string): string {
  return words.slice(0, longestText).replace(/\p{Surrogate}/gu, '\uFFFD');
}

function frameOf(error: unknown): AnswerFrame {
  if (error instanceof SaveError) {
    const { code: reason, problem, offset = null, path } = error;
    return { type: 'refused', reason, problem: textOf(problem), offset, path: textOf(path) };
  }
  // What V8 says where it has no memory for a buffer.
  if (error instanceof RangeError && /allocation failed|invalid (typed )?array( buffer)? length/i.test(error.message)) {
    return { type: 'memory' };
  }
  if (!(error instanceof Error)) throw error;
  const lines = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return { type: 'fault', name: error.name, stack: lines.slice(0, 20).join('\n') };
}

function nextFrame(): { head: JobFrame; body: Uint8Array } | null {
  const lengths = Buffer.alloc(lengthsBytes);
  if (!fill(lengths)) return null;
  const head = Buffer.alloc(lengths.readUInt32LE(0));
  // The codec keeps views of it, so it is a buffer of its own.
  const body = new Uint8Array(lengths.readUInt32LE(4));
  if (!fill(head) || (body.length > 0 && !fill(body))) throw inputCut;
  return { head: JSON.parse(head.toString()) as JobFrame, body };
}

/** @returns false where the input has ended. */
function fill(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const count = readSync(input, bytes, at, Math.min(readAtOnce, bytes.length - at), null);
    if (count === 0 && at === 0) return false;
    if (count === 0) throw inputCut;
    at += count;
  }
  return true;
}

function send(head: AnswerFrame, body: Uint8Array = new Uint8Array(0)): void {
  writeAll(headOf(head, body.length));
  writeAll(body);
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(output, bytes, at, bytes.length - at);
}
