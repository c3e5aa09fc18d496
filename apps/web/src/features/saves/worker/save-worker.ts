import { SaveError } from '@bothy/ue4-codec';
import type { Cancel, Failure, Found, Operations, Progress, Reply, Request } from './protocol.js';
import { Workbench } from './workbench.js';

/** How long the worker goes on before it looks whether something was called off, in ms. */
const slice = 24;
/** More than this is not opened. */
const mostBytes = 1024 ** 3;

const cancelled = new Set<number>();
let bench: Workbench | undefined;

addEventListener('message', ({ data }: MessageEvent<Request | Cancel>) => {
  if ('cancel' in data) cancelled.add(data.cancel);
  else void answer(data);
});

async function answer(request: Request): Promise<void> {
  const { id } = request;
  try {
    reply({ id, ok: true, value: await perform(request) });
  } catch (error) {
    reply({ id, ok: false, failure: failureOf(error) });
  } finally {
    cancelled.delete(id);
  }
}

function reply(message: Reply): void {
  postMessage(message);
}

async function perform(request: Request): Promise<Operations[Request['op']]['returns']> {
  if (request.op === 'open') return open(request.id, request.args.file, request.args.name);
  if (bench === undefined) throw new SaveError('not-a-save', 'no save is open');
  const { id } = request;
  switch (request.op) {
    case 'state':
      return bench.state();
    case 'rows':
      return bench.rows(request.args.from, request.args.to);
    case 'toggle':
      return void bench.toggle(request.args.path, request.args.open);
    case 'foldAll':
      return void bench.foldAll();
    case 'reveal':
      return bench.reveal(request.args.path);
    case 'locate':
      return bench.locate(request.args.path);
    case 'search':
      return inSlices(id, bench.search(request.args.text));
    case 'filter':
      return void bench.filter(request.args.on);
    case 'hit':
      return bench.hit(request.args.index);
    case 'typed':
      return bench.typed(request.args.path);
    case 'edit':
      return bench.edit(request.args.edits);
    case 'add':
      return bench.add(request.args.path);
    case 'undo':
      return bench.undo();
    case 'redo':
      return bench.redo();
    case 'undoAll':
      return bench.undoAll();
    case 'undoChange':
      return bench.undoChange(request.args.path);
    case 'changes':
      return bench.changes();
    case 'outcome':
      return bench.outcome();
    case 'view':
      return bench.view(request.args.name);
    case 'preview':
      return bench.preview(request.args.name, request.args.args);
    case 'act':
      return bench.act(request.args.name, request.args.args);
    case 'hex':
      return bench.hex(request.args.path, request.args.from, request.args.to);
    case 'download':
      return { bytes: bench.download(), changed: bench.state().changed };
    case 'json':
      return asBlob(bench.json());
  }
}

async function open(id: number, file: Blob, name: string) {
  if (file.size > mostBytes)
    throw new SaveError('limit', 'the file is larger than 1 GiB, which is more than this page opens');
  const bytes = await readAll(id, file);
  bench = await inSlices(id, Workbench.open(bytes, name));
  return bench.facts;
}

async function readAll(id: number, file: Blob): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let done = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes.set(part.value, done);
    done += part.value.length;
    reply({ id, progress: { phase: 'reading', done, of: file.size } });
  }
  return bytes;
}

/** Runs what works a piece at a time, and lets other requests in between. What was called off ends. */
async function inSlices<T>(id: number, work: Generator<Progress | Found, T, undefined>): Promise<T> {
  let until = performance.now() + slice;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (performance.now() < until) continue;
    reply({ id, progress: step.value });
    await pause();
    if (cancelled.has(id)) throw new DOMException('It was called off.', 'AbortError');
    until = performance.now() + slice;
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Text that waits to become part of the blob, at most. */
const mostText = 4 * 1024 * 1024;

/** Never one string of the whole: it may be longer than a string can be. */
function asBlob(chunks: Iterable<string>): Blob {
  const parts: Blob[] = [];
  let texts: string[] = [];
  let length = 0;
  for (const chunk of chunks) {
    texts.push(chunk);
    length += chunk.length;
    if (length < mostText) continue;
    parts.push(new Blob(texts));
    texts = [];
    length = 0;
  }
  return new Blob([...parts, ...texts], { type: 'application/json' });
}

function failureOf(error: unknown): Failure {
  if (error instanceof SaveError) {
    const { code, message, path, offset } = error;
    return { code, message, path, offset };
  }
  const message = error instanceof Error ? error.message : String(error);
  // What the browser itself has no room for.
  if (error instanceof RangeError)
    return {
      code: 'limit',
      message: `This is more than the browser can hold: ${message}.`,
      path: '',
      offset: undefined,
    };
  return { code: 'failed', message, path: '', offset: undefined };
}
