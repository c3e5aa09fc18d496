import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Artifact } from '@bothy/contracts';
import { runPath } from './bothy-api.js';
import { type BothyClient, Refused, Unreachable } from './bothy-client.js';
import { partOf } from './artifact-place.js';
import { CliError } from './cli-error.js';

/**
 * Brings one artifact to its place. What arrived of it before is gone on with; it gets its name once it is whole.
 *
 * @returns false when it is there already.
 * @throws Unreachable when the connection broke: call again.
 * @throws CliError when what came is not what the list says.
 */
export async function download(
  client: BothyClient,
  runId: string,
  artifact: Artifact,
  place: string,
): Promise<boolean> {
  if (existsSync(place) && (await isWhole(place, artifact))) return false;
  const part = partOf(place);
  for (let tries = 0; tries < 2; tries += 1) {
    await fetchInto(client, runId, artifact, part);
    if (await isWhole(part, artifact)) {
      renameSync(part, place);
      return true;
    }
    // Perhaps what lay there was of another file; from its beginning then.
    rmSync(part);
  }
  throw new CliError(`${artifact.name}: what the server sends is not what its list says (SHA-256 differs).`);
}

async function fetchInto(client: BothyClient, runId: string, artifact: Artifact, part: string): Promise<void> {
  const had = existsSync(part) ? statSync(part).size : 0;
  if (had > 0 && had >= artifact.sizeBytes) return;
  const path = `${runPath(runId)}/artifacts/${encodeURIComponent(artifact.name)}`;
  const answer = await client
    .request('GET', path, { headers: had > 0 ? { range: `bytes=${had}-` } : {} })
    .catch((error: unknown) => {
      if (error instanceof Refused && error.status === 416) rmSync(part);
      throw error;
    });
  // A server that sends the whole has not understood the range.
  const flags = answer.status === 206 && rangeStart(answer) === had ? 'a' : 'w';
  if (!answer.body) throw new Unreachable(`${artifact.name} came without a body.`);
  try {
    await pipeline(answer.body, createWriteStream(part, { flags, mode: 0o600 }));
  } catch (error) {
    // Errors of the disk carry the path they are about; all else is the connection's.
    if (error instanceof Error && 'path' in error) throw new CliError(`${artifact.name}: ${error.message}`);
    throw new Unreachable(`The download of ${artifact.name} broke.`);
  }
}

const rangeStart = (answer: Response): number =>
  Number(/^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? -1);

async function isWhole(path: string, { sizeBytes, sha256 }: Artifact): Promise<boolean> {
  if (statSync(path).size !== sizeBytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256.toLowerCase();
}
