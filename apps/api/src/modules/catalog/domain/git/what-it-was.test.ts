import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Recorded, recordedGit } from '../../testing/recorded-git.js';
import { FetchAnswer } from './fetch-answer.js';
import { FetchRequest } from './fetch-request.js';
import { ObjectIds } from './object-ids.js';
import { RecentListings } from './recent-listings.js';
import { RefListing } from './ref-listing.js';
import { type GitAct, mayWantUnlisted, whatItWas } from './what-it-was.js';

const minuteMs = 60_000;

/** Clients of one repository. */
class Clients {
  readonly listings = new RecentListings();
  now = 0;

  /** Is told of references. */
  lists(client: string, { answer }: Recorded): void {
    let ids: ObjectIds | null = null;
    const listing = new RefListing((id) => (ids ??= this.listings.begin(client, this.now)).add(id));
    listing.push(Buffer.from(answer, 'latin1'));
  }

  asks(client: string, { request: asked, answer: said }: Recorded): GitAct | null {
    const request = new FetchRequest();
    request.push(Buffer.from(asked, 'latin1'));
    const answer = new FetchAnswer();
    answer.push(Buffer.from(said, 'latin1'));
    if (!answer.hasPack) {
      if (request.hasHaves) this.listings.negotiates(client, request.wants, this.now);
      return null;
    }
    const listed = this.listings.take(client, request.wants, mayWantUnlisted(request), this.now);
    return whatItWas(request, answer.hasPack, listed);
  }
}

const { lsRefs, clone, shallowClone, partialClone, missingBlobs, fetch, negotiation, unshallow } = recordedGit;
const { v0Advertisement, v0ShallowFirst, v0ShallowClone, v1Advertisement, v1Clone, v0Fetch } = recordedGit;

describe('what an exchange was', () => {
  it.each<[string, Recorded, Recorded, GitAct]>([
    ['clone', lsRefs, clone, 'clone'],
    ['clone of one commit', lsRefs, shallowClone, 'clone'],
    ['partial clone', lsRefs, partialClone, 'clone'],
    ['fetch', lsRefs, fetch, 'fetch'],
    ['fetch of all that was cut off', lsRefs, unshallow, 'fetch'],
    ['clone by protocol 1', v1Advertisement, v1Clone, 'clone'],
    ['fetch by protocol 0', v0Advertisement, v0Fetch, 'fetch'],
  ])('a %s', (_name, listing, exchange, act) => {
    const clients = new Clients();
    clients.lists('ada', listing);
    expect(clients.asks('ada', exchange)).toBe(act);
  });

  it('nothing, where references were listed only, or nothing came of it', () => {
    const clients = new Clients();
    clients.lists('ada', v0Advertisement);
    expect([clients.asks('ada', lsRefs), clients.asks('ada', v0ShallowFirst)]).toEqual([null, null]);
    expect(clients.asks('ada', v0ShallowClone)).toBe('clone');
  });

  it('nothing, where a partial clone asks for what it left out, whoever else lists and clones meanwhile', () => {
    const clients = new Clients();
    for (let times = 0; times < 2; times += 1) clients.lists('ada', lsRefs);
    expect(clients.asks('ada', missingBlobs)).toBeNull();
    expect(clients.asks('ada', partialClone)).toBe('clone');
    expect(clients.asks('ada', missingBlobs)).toBeNull();
    expect(clients.asks('ada', clone)).toBe('clone');
    expect(clients.asks('ada', clone)).toBeNull();
  });

  it('a clone for each of two at once from one address, and none for who did not list', () => {
    const clients = new Clients();
    for (const who of ['ada', 'ada', 'ben']) clients.lists(who, lsRefs);
    const acts = ['ada', 'cyd', 'ada', 'ben'].map((who) => clients.asks(who, clone));
    expect(acts).toEqual(['clone', null, 'clone', 'clone']);
  });

  it('a fetch, where all that git has was in vain and its last request says nothing of it', () => {
    const clients = new Clients();
    clients.lists('ada', lsRefs);
    expect(clients.asks('ada', negotiation)).toBeNull();
    const last = { ...clone, request: negotiation.request.replace(/0032have [0-9a-f]{40}\n/, '0009done\n') };
    expect(clients.asks('ada', last)).toBe('fetch');
  });

  it('a clone again, where such a fetch was given up', () => {
    const clients = new Clients();
    clients.lists('ada', lsRefs);
    clients.asks('ada', negotiation);
    clients.lists('ada', lsRefs);
    expect(clients.asks('ada', clone)).toBe('clone');
  });

  it('a clone, where a build asks for a commit that no reference names', () => {
    const clients = new Clients();
    const unlisted = (recorded: Recorded) => ({
      ...recorded,
      request: recorded.request.replace(/(?<=want )\w{8}/g, '00000000'),
    });
    for (const exchange of [shallowClone, clone]) {
      clients.lists('ada', lsRefs);
      expect(clients.asks('ada', unlisted(exchange))).toBe('clone');
    }
  });

  it('a fetch, where a repository that is shallow has nothing to say', () => {
    const clients = new Clients();
    clients.lists('ada', lsRefs);
    const request = unshallow.request.replace(/0032have [0-9a-f]{40}\n/, '0009done\n');
    expect(clients.asks('ada', { ...unshallow, request })).toBe('fetch');
  });
});

describe('what is remembered', () => {
  it('is forgotten after a while', () => {
    const clients = new Clients();
    clients.lists('ada', lsRefs);
    clients.now += 15 * minuteMs;
    expect(clients.asks('ada', clone)).toBeNull();
    clients.lists('ben', lsRefs);
    expect(clients.listings.size).toBe(1);
  });

  it('is bounded, of one client and of all', () => {
    const listings = new RecentListings();
    for (let index = 0; index < 50; index += 1) listings.begin('ada', 0);
    expect(listings.size).toBe(16);
    for (let index = 0; index < 5_000; index += 1) listings.begin(`client ${index}`, 0);
    expect(listings.size).toBe(4_000);
  });

  it('is bounded in objects', () => {
    const listings = new RecentListings();
    for (let client = 0; client < 12; client += 1) {
      const ids = listings.begin(`client ${client}`, 0);
      for (let index = 0; index < 200_001; index += 1) ids.add(index.toString(16).padStart(40, '0'));
      expect(ids.size).toBe(200_000);
    }
    listings.begin('last', 0);
    expect(listings.size).toBe(11);
  });

  it('knows its objects again', () => {
    const hex = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(fc.uniqueArray(hex, { maxLength: 300 }), hex, (ids, other) => {
        const known = new ObjectIds(1_000);
        const atOnce = ids.map((id) => {
          known.add(id);
          return known.has(id);
        });
        expect(atOnce).not.toContain(false);
        expect(ids.every((id) => known.has(id))).toBe(true);
        expect(known.has(other)).toBe(ids.includes(other));
      }),
    );
  });
});
