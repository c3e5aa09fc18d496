import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { DataFolder } from '../storage/data-folder.js';
import { KeyRotation } from './key-rotation.js';
import { Keyring } from './keyring.js';
import { Keys } from './keys.js';
import { MasterKeys } from './master-keys.js';
import { SealedStores } from './sealed-stores.js';

const folder = mkdtempSync(join(tmpdir(), 'bothy-keyring-'));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = 20_260_501;
const hourMs = 60 * 60 * 1000;
const freshFolder = () => mkdtempSync(join(folder, 'k-'));

/** One process over a data folder. */
const open = (root: string, clock = new ManualClock()) => {
  const data = new DataFolder(root);
  const keys = new Keys(data);
  const masters = new MasterKeys(data, keys, clock);
  return { keys, masters, keyring: new Keyring(masters) };
};
const text = fc.string({ unit: 'binary', maxLength: 200 });

describe('sealed texts', () => {
  const { keyring } = open(freshFolder());

  it('open to what was sealed, each time sealed differently', () => {
    fc.assert(
      fc.property(text, text, text, (purpose, plain, bound) => {
        const sealed = keyring.seal(purpose, plain, bound);
        expect(sealed).toMatch(/^v1\.[0-9a-f]{16}\.[A-Za-z0-9_-]+$/);
        expect(keyring.open(purpose, sealed, bound)).toBe(plain);
        expect(keyring.seal(purpose, plain, bound)).not.toBe(sealed);
      }),
      { seed },
    );
  });

  it('are refused for another purpose or place', () => {
    const other = fc.tuple(text, text, text, text).filter(([a, b, c, d]) => a !== c || b !== d);
    fc.assert(
      fc.property(other, ([purpose, bound, otherPurpose, otherBound]) => {
        const sealed = keyring.seal(purpose, 'secret', bound);
        expect(() => keyring.open(otherPurpose, sealed, otherBound)).toThrow(/does not belong/);
      }),
      { seed },
    );
    // What is joined without a border would read alike.
    expect(() => keyring.open('a', keyring.seal('ab', 'x', 'c'), 'bc')).toThrow(/does not belong/);
  });

  it('are refused with any bit flipped, any character changed, and cut or lengthened', () => {
    const sealed = keyring.seal('p', 'a short secret', 'row');
    const [version, keyId, body] = sealed.split('.') as [string, string, string];
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => keyring.open('p', `${version}.${keyId}.${changed.toString('base64url')}`, 'row')).toThrow();
    }
    for (let index = 0; index < sealed.length; index += 1) {
      const letters = ['A', 'B', '0', '.', '=', '\n', 'é'].filter((letter) => letter !== sealed[index]);
      for (const letter of letters) {
        const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1);
        expect(() => keyring.open('p', changed, 'row')).toThrow();
      }
      expect(() => keyring.open('p', sealed.slice(0, index), 'row')).toThrow();
    }
    for (const added of ['A', '=', '\n', '.', '.A']) expect(() => keyring.open('p', sealed + added, 'row')).toThrow();
    // The shorter tags that GCM also knows would be easier to guess.
    expect(() => keyring.open('p', `v1.${keyId}.${bytes.subarray(0, 16).toString('base64url')}`, 'row')).toThrow();
  });

  it('name the key that is missing', () => {
    const sealed = open(freshFolder()).keyring.seal('p', 'x', 'row');
    expect(() => keyring.open('p', sealed, 'row')).toThrow(/sealed by the key [0-9a-f]{16}, which is not in the data/);
    expect(() => keyring.open('p', 'v1.../../../jwt.AAAA', 'row')).toThrow(/changed/);
    expect(() => keyring.open('p', `v1.../jwt.${'A'.repeat(64)}`, 'row')).toThrow();
  });
});

describe('a rotation', () => {
  it('is noticed by another process, which opens old and new texts', () => {
    const root = freshFolder();
    const server = open(root);
    const old = server.keyring.seal('p', 'old', '1');
    const oldJwt = server.keys.jwt;
    const host = open(root);
    const keyId = host.keyring.rotate();
    host.keys.replaceJwt();
    const fresh = host.keyring.seal('p', 'fresh', '2');
    expect(fresh.startsWith(`v1.${keyId}.`)).toBe(true);
    expect(server.keyring.open('p', fresh, '2')).toBe('fresh');
    expect(server.keyring.open('p', old, '1')).toBe('old');
    expect(server.keyring.seal('p', 'later', '3').startsWith(`v1.${keyId}.`)).toBe(true);
    expect(host.keyring.open('p', old, '1')).toBe('old');
    expect(server.keys.jwt.equals(oldJwt)).toBe(false);
    expect(server.keys.jwt.equals(host.keys.jwt)).toBe(true);
    const retired = join(root, 'keys', 'retired');
    expect(statSync(retired).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(retired)) expect(statSync(join(retired, name)).mode & 0o777).toBe(0o600);
    expect(host.keyring.retired().map((key) => key.id)).toEqual([old.split('.')[1]]);
  });

  it('loses neither key nor text when it is cut at any step, and can be done again', () => {
    for (const steps of [0, 1, 2, 3]) {
      const root = freshFolder();
      const { masters, keyring } = open(root);
      const sealed = keyring.seal('p', 'kept', 'row');
      const next = masters.make();
      const all = [
        () => masters.setAside(masters.current()),
        () => masters.setAside(next),
        () => masters.makeCurrent(next),
      ];
      for (const step of all.slice(0, steps)) step();
      const after = open(root);
      expect(after.keyring.open('p', sealed, 'row')).toBe('kept');
      const between = after.keyring.seal('p', 'between', 'row');
      after.keyring.rotate();
      const last = open(root).keyring;
      expect(last.open('p', sealed, 'row')).toBe('kept');
      expect(last.open('p', between, 'row')).toBe('between');
      expect(last.seal('p', 'x', 'row').startsWith(between.slice(0, 19))).toBe(false);
    }
  });

  it('loses no key when two run at the same moment', () => {
    const root = freshFolder();
    const [one, two] = [open(root), open(root)];
    const [first, second] = [one.masters.make(), two.masters.make()];
    one.masters.setAside(one.masters.current());
    two.masters.setAside(two.masters.current());
    one.masters.setAside(first);
    one.masters.makeCurrent(first);
    const sealed = one.keyring.seal('p', 'between', 'row');
    two.masters.setAside(second);
    two.masters.makeCurrent(second);
    expect(open(root).keyring.open('p', sealed, 'row')).toBe('between');
  });

  it('refuses a retired key under a wrong name', () => {
    const root = freshFolder();
    const { keyring } = open(root);
    const sealed = keyring.seal('p', 'x', 'row');
    const keyId = sealed.split('.')[1] ?? '';
    keyring.rotate();
    const [other] = readdirSync(join(root, 'keys', 'retired')).filter((name) => name !== keyId);
    const foreign = readFileSync(join(root, 'keys', 'retired', other ?? ''));
    writeFileSync(join(root, 'keys', 'retired', keyId), foreign);
    expect(() => open(root).keyring.open('p', sealed, 'row')).toThrow(/another key than its name says/);
  });
});

describe('the rotation of everything', () => {
  const rig = () => {
    const clock = new ManualClock();
    const { keys, keyring } = open(freshFolder(), clock);
    const stores = new SealedStores();
    const rows = new Map<string, string>();
    const store = {
      name: 'rows',
      reseal: (ring: Keyring): Promise<number> => {
        const old = [...rows].filter(([, sealed]) => !sealed.startsWith(ring.currentPrefix()));
        for (const [id, sealed] of old) rows.set(id, ring.reseal('rows', sealed, id));
        return Promise.resolve(old.length);
      },
    };
    return { keyring, stores, clock, rows, store, rotation: new KeyRotation(keyring, keys, stores, clock) };
  };

  it('seals all anew and forgets a key only once nobody can be using it', async () => {
    const { keyring, stores, clock, rows, store, rotation } = rig();
    stores.add(store);
    expect(() => stores.add(store)).toThrow(/already/);
    for (const id of ['a', 'b']) rows.set(id, keyring.seal('rows', `text of ${id}`, id));
    const firstKey = keyring.currentPrefix().split('.')[1] ?? '';

    const first = await rotation.run();
    expect(first).toMatchObject({ resealed: 2, unused: [firstKey], forgotten: [] });
    expect(keyring.currentPrefix()).toBe(`v1.${first.keyId}.`);

    clock.advance(2 * hourMs);
    const second = await rotation.run();
    expect(second).toMatchObject({ resealed: 2, unused: [first.keyId], forgotten: [firstKey] });
    for (const id of ['a', 'b']) expect(keyring.open('rows', rows.get(id) ?? '', id)).toBe(`text of ${id}`);
  });

  it('keeps every key when a store fails, and says which', async () => {
    const { keyring, stores, clock, rows, store, rotation } = rig();
    let isBroken = true;
    stores.add({ name: 'vault', reseal: (ring) => (isBroken ? Promise.reject(new Error('no')) : store.reseal(ring)) });
    rows.set('a', keyring.seal('rows', 'text', 'a'));
    clock.advance(2 * hourMs);
    await expect(rotation.run()).rejects.toThrow(/store vault could not be sealed anew/);
    expect(keyring.open('rows', rows.get('a') ?? '', 'a')).toBe('text');
    isBroken = false;
    expect(await rotation.run()).toMatchObject({ resealed: 1 });
    expect(keyring.open('rows', rows.get('a') ?? '', 'a')).toBe('text');
  });
});
