import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { PatternSearch } from './pattern-search.mjs';

/** Where no secret may lie, by the folder of the evidence and the words of the result. */
const places = [
  ['logs', 'not in logs'],
  ['errors', 'not in error answers'],
  ['sentry', 'not in events for Sentry'],
  ['databases', 'not in the database in clear'],
];
/** Every sort has to turn up, or the search proves less than it says. */
export const sortsOfSecrets = [
  'access token',
  'API token',
  'cookie',
  'key',
  'link token',
  'password',
  'recovery code',
  'secret of a bot',
  'setup token',
];
/** The one line by which the server hands its first reader a secret on purpose. */
const meantForReader = /^Make the first admin: .*$/gm;
const mostTold = 20;

/**
 * Searches what a run left behind.
 *
 * @param {string} folder
 * @param {readonly string[]} sorts of secrets that must have been seen
 * @returns {Promise<{results: {title: string, complaints: string[]}[], secrets: number}>} one result for each place and
 *   one for the secrets themselves, and how many there were
 */
export async function searchEvidence(folder, sorts = sortsOfSecrets) {
  const secrets = secretsIn(join(folder, 'secrets'));
  const search = new PatternSearch(secrets);
  const results = [{ title: 'secrets: every sort was seen', complaints: missing(secrets, sorts) }];
  for (const [kind, words] of places) {
    results.push({ title: `secrets: ${words}`, complaints: await complaintsOf(join(folder, kind), search) });
  }
  return { results, secrets: secrets.length };
}

/** The same as tests for the closing figures; complaints are printed. */
export async function leakTests(folder) {
  const { results, secrets } = await searchEvidence(folder);
  console.log(`\nsearched for ${secrets} secrets`);
  for (const { title, complaints } of results) {
    for (const complaint of complaints.slice(0, mostTold)) console.log(`${title}: ${complaint}`);
    if (complaints.length > mostTold) console.log(`${title}: and ${complaints.length - mostTold} more`);
  }
  return results.map(({ title, complaints }) => ({
    file: 'ops/testing/leaks.mjs',
    title,
    suite: 'secrets',
    wiring: 'none',
    state: complaints.length === 0 ? 'passed' : 'failed',
  }));
}

const missing = (secrets, sorts) =>
  sorts.filter((sort) => !secrets.some((each) => each.sort === sort)).map((sort) => `no ${sort} was seen in any test`);

function secretsIn(folder) {
  const bySecret = new Map();
  for (const path of filesIn(folder)) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue;
      const each = JSON.parse(line);
      bySecret.set(each.secret, each);
    }
  }
  return [...bySecret.values()];
}

async function complaintsOf(folder, search) {
  const complaints = [];
  let bytes = 0;
  for (const path of filesIn(folder)) {
    const counted = countedChunks(path, (length) => (bytes += length));
    for (const { index, offset, before } of await search.find(counted)) {
      complaints.push(`a ${search.secrets[index].sort} in ${path} at ${offset}, behind: ${before}`);
    }
  }
  // A search through nothing would find nothing whatever happened.
  return bytes === 0 ? ['no test left anything to search through'] : complaints;
}

async function* countedChunks(path, count) {
  for await (const chunk of chunksOf(path)) {
    count(chunk.length);
    yield chunk;
  }
}

function chunksOf(path) {
  if (path.endsWith('.gz')) return createReadStream(path).pipe(createGunzip());
  if (path.endsWith('.stdout.log')) return [Buffer.from(readFileSync(path, 'utf8').replaceAll(meantForReader, ''))];
  return createReadStream(path, { highWaterMark: 1024 * 1024 });
}

const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .toSorted()
        .map((name) => join(folder, name))
    : [];
