import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Recorded, recordedGit } from '../../testing/recorded-git.js';
import { FetchAnswer } from './fetch-answer.js';
import { FetchRequest } from './fetch-request.js';
import { PktLines } from './pkt-lines.js';
import { RefListing } from './ref-listing.js';

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

const pkt = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;

/** The same bytes in all sorts of chunks, each of which is overwritten behind the call. */
const chunked = (bytes: Buffer, cuts: readonly number[], take: (chunk: Buffer) => void) => {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  for (const [index, from] of [0, ...places].entries()) {
    const chunk = Buffer.from(bytes.subarray(from, places[index]));
    take(chunk);
    chunk.fill(0xff);
  }
};

const cuts = fc.array(fc.nat(100_000), { maxLength: 60 });

const requestOf = (text: string, places: readonly number[] = []) => {
  const request = new FetchRequest();
  chunked(bytesOf(text), places, (chunk) => request.push(chunk));
  const { command, wants, hasHaves, isShallow, isDeepening, isFiltered } = request;
  return { command, wants, hasHaves, isShallow, isDeepening, isFiltered };
};

const packIn = (text: string, places: readonly number[] = []) => {
  const answer = new FetchAnswer();
  chunked(bytesOf(text), places, (chunk) => answer.push(chunk));
  return answer.hasPack;
};

const listedIn = (text: string, places: readonly number[] = []) => {
  const ids: string[] = [];
  const listing = new RefListing((id) => ids.push(id));
  chunked(bytesOf(text), places, (chunk) => listing.push(chunk));
  return ids;
};

const nothing = { hasHaves: false, isShallow: false, isDeepening: false, isFiltered: false };
const main = '9b0c18c505363f0444bafae467d01c585131bc90';
const mainLater = '47e4ee159ef2ef993d02259f3e770672783bd046';

describe('lines of git', () => {
  it('are told with what they are, and how long', () => {
    const told: unknown[] = [];
    const lines = new PktLines((line) => {
      told.push(line.kind === 'data' ? [String(line.head).slice(0, 5), line.lengthBytes] : line.kind);
      return true;
    });
    lines.push(bytesOf(`${pkt('hello\n')}0000000100020004${pkt('x'.repeat(65_516))}PACK....`));
    expect(told).toEqual([['hello', 6], 'flush', 'delimiter', 'response-end', ['', 0], ['xxxxx', 65_516], 'pack']);
  });

  it.each(['0003', 'zzzz', '-001', '+004', '0x1f', ' 004', '\0\0\0\0'])('end the reading at %j', (text) => {
    const lines = new PktLines(() => true);
    lines.push(bytesOf(text));
    expect(lines.reading).toBe(false);
  });

  it('may be anything at all, and nothing is thrown', () => {
    const anything = fc.uint8Array({ maxLength: 3_000 });
    const feed = () =>
      fc.assert(
        fc.property(anything, cuts, (bytes, places) => {
          const readers = [new FetchRequest(), new FetchAnswer(), new RefListing(() => {})];
          chunked(Buffer.from(bytes), places, (chunk) => readers.forEach((reader) => reader.push(chunk)));
        }),
      );
    expect(feed).not.toThrow();
  });
});

describe('a request', () => {
  it.each<[keyof typeof recordedGit, object]>([
    ['lsRefs', { command: 'ls-refs', wants: [] }],
    ['clone', { command: 'fetch' }],
    ['shallowClone', { command: 'fetch', wants: [main, main], isDeepening: true }],
    ['partialClone', { command: 'fetch', isFiltered: true }],
    ['missingBlobs', { command: 'fetch', isFiltered: true }],
    ['unshallow', { command: 'fetch', wants: [main], hasHaves: true, isShallow: true, isDeepening: true }],
    ['negotiation', { command: 'fetch', hasHaves: true }],
    ['fetch', { command: 'fetch', wants: [mainLater], hasHaves: true }],
    ['v0ShallowFirst', { command: 'fetch', wants: [mainLater], isDeepening: true }],
    ['v0ShallowClone', { command: 'fetch', wants: [mainLater], isDeepening: true }],
    ['v1Clone', { command: 'fetch' }],
    ['v0Fetch', { command: 'fetch', hasHaves: true }],
  ])('is understood in any chunks: %s', (name, facts) => {
    const { request }: Recorded = recordedGit[name];
    expect(requestOf(request)).toMatchObject({ ...nothing, ...facts });
    fc.assert(fc.property(cuts, (places) => void expect(requestOf(request, places)).toEqual(requestOf(request))));
  });

  it('names objects by SHA-256, too', () => {
    const id = 'ab'.repeat(32);
    expect(requestOf(`${pkt('command=fetch')}0001${pkt(`want ${id}\n`)}${pkt('done\n')}0000`).wants).toEqual([id]);
  });

  it('may hold more wants than are kept', () => {
    const wants = Array.from({ length: 5_000 }, (_, index) => pkt(`want ${String(index).padStart(40, '0')}\n`));
    const request = requestOf(`${pkt('command=fetch')}0001${wants.join('')}${pkt(`have ${main}\n`)}0000`);
    expect(request).toMatchObject({ command: 'fetch', hasHaves: true });
    expect(request.wants).toHaveLength(16);
  });

  it.each(['0000', '', pkt('command=object-info'), pkt('hello'), `${pkt('command=ls-refs')}0000${pkt('have x')}`])(
    'that fetches nothing is none that counts: %j',
    (text) => expect(requestOf(text).command).not.toBe('fetch'),
  );

  it('that cannot be read to its end counts only where nothing of weight can come', () => {
    const beginning = `${pkt('command=fetch')}0001${pkt(`want ${main}\n`)}`;
    const cut = new FetchRequest();
    cut.push(bytesOf(beginning));
    cut.giveUp();
    const enough = new FetchRequest();
    enough.push(bytesOf(`${beginning}${pkt(`have ${main}\n`)}`));
    enough.giveUp();
    expect([cut.command, enough.command]).toEqual([null, 'fetch']);
  });
});

describe('an answer', () => {
  it.each<[keyof typeof recordedGit, boolean]>([
    ['capabilities', false],
    ['lsRefs', false],
    ['clone', true],
    ['shallowClone', true],
    ['unshallow', true],
    ['negotiation', false],
    ['fetch', true],
    ['v0Advertisement', false],
    ['v0ShallowFirst', false],
    ['v0ShallowClone', true],
    ['v1Clone', true],
    ['v0Fetch', true],
  ])('brings a pack or does not, in any chunks: %s', (name, hasPack) => {
    const { answer }: Recorded = recordedGit[name];
    fc.assert(fc.property(cuts, (places) => void expect(packIn(answer, places)).toBe(hasPack)));
  });

  it.each([
    ['bare', `${pkt('NAK\n')}PACK\0\0\0\x02`, true],
    ['behind lines that say nothing', `${pkt('NAK\n')}${pkt('\x02Counting')}${pkt('\x01')}${pkt('\x01PACK')}`, true],
    ['in a band, as all is', `${pkt('\x01acknowledgments\n')}${pkt('\x01ready\n')}0001${pkt('\x01packfile\n')}`, true],
    [
      'elsewhere, the rest here',
      `${pkt('packfile-uris\n')}${pkt('ab https://cdn.test/x')}0001${pkt('packfile\n')}`,
      true,
    ],
    ['that is an error', pkt('ERR upload-pack: not our ref'), false],
    ['that is an error in a band', `${pkt('NAK\n')}${pkt('\x03packfile\n')}`, false],
    ['that names one', `${pkt('acknowledgments\n')}${pkt('packfile\n')}0000`, false],
  ])('may hold it %s', (_name, text, hasPack) => expect(packIn(text)).toBe(hasPack));

  it('is not looked at any more once that is known', () => {
    const answer = new FetchAnswer();
    answer.push(bytesOf(recordedGit.clone.answer));
    const other = new FetchAnswer();
    other.push(bytesOf(recordedGit.lsRefs.answer));
    expect([answer.reading, other.reading]).toEqual([false, false]);
  });
});

describe('a listing', () => {
  it.each<[keyof typeof recordedGit, number]>([
    ['capabilities', 0],
    ['lsRefs', 5],
    ['v0Advertisement', 5],
    ['v1Advertisement', 5],
    ['clone', 0],
    ['v0ShallowClone', 0],
  ])('names objects, in any chunks: %s', (name, count) => {
    const { answer }: Recorded = recordedGit[name];
    const ids = listedIn(answer);
    expect(ids).toHaveLength(count);
    fc.assert(fc.property(cuts, (places) => void expect(listedIn(answer, places)).toEqual(ids)));
  });

  it('of an empty repository names none', () => {
    expect(listedIn(`${pkt('unborn HEAD symref-target:refs/heads/main\n')}0000`)).toEqual([]);
    expect(listedIn(`${pkt(`${'0'.repeat(40)} capabilities^{}\0agent=git\n`)}0000`)).toEqual([]);
  });

  it('ends with what is no reference', () => {
    const listing = new RefListing(() => {});
    listing.push(bytesOf(recordedGit.v1Clone.answer));
    expect(listing.reading).toBe(false);
  });
});
