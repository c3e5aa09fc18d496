import type { Artifact } from '@bothy/contracts';
import { download } from '../artifact-download.js';
import { placeFor } from '../artifact-place.js';
import { CliError } from '../cli-error.js';
import { patiently } from '../patience.js';
import type { RunFacts } from '../run-facts.js';
import type { Call, Command } from './command.js';
import { findRun } from './find-run.js';

const patienceMs = 120_000;

/** `bothy artifacts <run>` */
export const artifactsCommand: Command = {
  takes: ['a run'],
  more: true,
  options: ['download', 'json', 'quiet'],
  run: async (call, words = '', ...names) => {
    const run = await findRun(call.api, words);
    const { items, problem } = await call.api.artifacts(run.id);
    if (problem !== null && !call.given.quiet) call.terminal.err(`bothy: ${problem}\n`);
    const chosen = choose(newestOf(items), names);
    if (call.given.download === null) list(chosen, call);
    else await downloadAll(run, chosen, call.given.download, call);
    return 0;
  },
};

/** Several attempts may have left a file of the same name; the last one's counts. */
function newestOf(items: readonly Artifact[]): Artifact[] {
  const byName = new Map<string, Artifact>();
  for (const item of items.toSorted((a, b) => a.attempt - b.attempt)) byName.set(item.name, item);
  return [...byName.values()];
}

function choose(items: readonly Artifact[], names: readonly string[]): readonly Artifact[] {
  const missing = names.filter((name) => !items.some((item) => item.name === name));
  if (missing.length > 0) throw new CliError(`The run left no ${missing.join(', ')}.`);
  return names.length === 0 ? items : items.filter(({ name }) => names.includes(name));
}

function list(items: readonly Artifact[], { given, terminal }: Call): void {
  const width = Math.max(0, ...items.map(({ sizeBytes }) => String(sizeBytes).length));
  for (const artifact of items) {
    const line = `${String(artifact.sizeBytes).padStart(width)}  ${artifact.sha256}  ${artifact.name}`;
    terminal.out(`${given.json ? JSON.stringify({ artifact }) : line}\n`);
  }
}

async function downloadAll(
  run: RunFacts,
  items: readonly Artifact[],
  folder: string,
  { api, given, terminal }: Call,
): Promise<void> {
  const note = (sentence: string) => given.quiet || terminal.err(`bothy: ${sentence}\n`);
  // All names are looked at before the first byte is asked for.
  const places = items.map((artifact) => ({ artifact, place: placeFor(folder, artifact.name) }));
  for (const { artifact, place } of places) {
    const fresh = await patiently(
      () => download(api.client, run.id, artifact, place),
      patienceMs,
      (reason) => note(`${reason} Trying again.`),
    );
    if (!fresh) note(`${artifact.name} is there already`);
    terminal.out(given.json ? `${JSON.stringify({ artifact, path: place })}\n` : `${place}\n`);
  }
}
