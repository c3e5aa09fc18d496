import { SaveError } from '@bothy/ue4-codec';
import { inSlices } from './in-slices.js';
import type { Cancel, Failure, Found, Operations, Progress, Reply, Request } from './protocol.js';
import { readAll } from './read-all.js';
import { StaleError } from './stale-error.js';
import { Workbench } from './workbench.js';

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
    case 'rows':
      return bench.rows(request.args.from, request.args.to);
    case 'toggle':
      return void bench.toggle(request.args.path, request.args.open);
    case 'foldAll':
      return void bench.foldAll();
    case 'reveal':
      return bench.reveal(request.args.path);
    case 'nearest':
      return bench.nearest(request.args.path);
    case 'search':
      return inSlices(bench.search(request.args.text), (found) => tell(id, found));
    case 'filter':
      return void bench.filter(request.args.on);
    case 'hit':
      return bench.hit(request.args.index);
    case 'typed':
      return bench.typed(request.args.path);
    case 'edit':
      return bench.edit(request.args.edits, request.args.revision);
    case 'add':
      return bench.add(request.args.path, request.args.revision);
    case 'undo':
      return bench.undo();
    case 'redo':
      return bench.redo();
    case 'undoAll':
      return bench.undoAll();
    case 'undoChange':
      return bench.undoChange(request.args.path, request.args.kind, request.args.revision);
    case 'changes':
      return bench.changes();
    case 'outcome':
      return bench.outcome();
    case 'view':
      return bench.view(request.args.name);
    case 'preview':
      return bench.preview(request.args.name, request.args.args);
    case 'act':
      return bench.act(request.args.name, request.args.args, request.args.revision);
    case 'hex':
      return bench.hex(request.args.path, request.args.from, request.args.to);
    case 'download':
      return { bytes: bench.download(), revision: bench.state().revision };
    case 'original':
      return bench.original;
    case 'json':
      return asBlob(bench.json());
  }
}

async function open(id: number, file: Blob, name: string) {
  const bytes = await readAll(file, (done) => reply({ id, progress: { phase: 'reading', done, of: file.size } }));
  bench = await inSlices(Workbench.open(bytes, name), (progress) => tell(id, progress));
  return bench.facts;
}

/** Tells how far it is, and lets other requests in. What was called off ends. */
async function tell(id: number, progress: Progress | Found): Promise<void> {
  reply({ id, progress });
  await new Promise((resolve) => setTimeout(resolve));
  if (cancelled.has(id)) throw new DOMException('It was called off.', 'AbortError');
}

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
  if (error instanceof StaleError) return { code: 'stale', message: error.message, path: '', offset: undefined };
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
