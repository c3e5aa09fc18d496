import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKeys, type MasterKey, type RetiredKey } from './master-keys.js';
import { UnsealError } from './unseal-error.js';

const algorithm = 'aes-256-gcm';
const version = 'v1';
const derivedBytes = 32;
/** 96 bits, as GCM wants them: drawn at random, they last for 2^32 texts per key and purpose. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals small texts for the database: `v1.<key id>.<base64url of nonce, ciphertext and tag>`, by AES-256-GCM under a key
 * of each purpose's own (HKDF-SHA-256 of a master key).
 *
 * `purpose` names what is sealed (`mail.payload`), `bound` where it lies (the row's id): a text copied to another row
 * or column does not open there.
 */
@Injectable()
export class Keyring {
  private readonly derived = new Map<string, Buffer>();

  constructor(private readonly masters: MasterKeys) {}

  /** @param plain well-formed text: a lone half of a surrogate pair does not survive UTF-8. */
  seal(purpose: string, plain: string, bound: string): string {
    const master = this.masters.current();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.keyFor(master, purpose), nonce, { authTagLength: tagBytes });
    cipher.setAAD(additionalData(master.id, purpose, bound));
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${prefixOf(master)}${body.toString('base64url')}`;
  }

  /**
   * @throws UnsealError `key_unknown` when its key is not in the data folder, `sealed_text_broken` when it was changed
   * or sealed for another purpose or place.
   */
  open(purpose: string, sealed: string, bound: string): string {
    const { keyId, body } = partsOf(sealed);
    const master = this.masters.find(keyId);
    if (!master) throw unknownKey(keyId);
    const nonce = body.subarray(0, nonceBytes);
    const cipher = createDecipheriv(algorithm, this.keyFor(master, purpose), nonce, { authTagLength: tagBytes });
    cipher.setAAD(additionalData(keyId, purpose, bound));
    cipher.setAuthTag(body.subarray(-tagBytes));
    const opened = cipher.update(body.subarray(nonceBytes, -tagBytes));
    try {
      return Buffer.concat([opened, cipher.final()]).toString('utf8');
    } catch (error) {
      // The cipher's own error says nothing more than this.
      if (error instanceof Error) throw broken();
      throw error;
    }
  }

  /** The same text under the current key. */
  reseal(purpose: string, sealed: string, bound: string): string {
    return this.seal(purpose, this.open(purpose, sealed, bound), bound);
  }

  /** What every text begins with that the current key sealed, so that a store can ask for all others. */
  currentPrefix(): string {
    return prefixOf(this.masters.current());
  }

  /**
   * Makes a new current key. Both keys lie among the retired ones before the new one takes its place, so that neither
   * a crash nor a second rotation at the same moment loses a key that ever sealed anything.
   *
   * @returns the new key's id.
   */
  rotate(): string {
    this.masters.setAside(this.masters.current());
    const next = this.masters.make();
    this.masters.setAside(next);
    this.masters.makeCurrent(next);
    return next.id;
  }

  /** Ids of the keys that only open, and when they were retired. */
  retired(): RetiredKey[] {
    return this.masters.retired();
  }

  /** Deletes a retired key for good: the rotation knows when it may. */
  forget(keyId: string): void {
    this.masters.forget(keyId);
  }

  private keyFor(master: MasterKey, purpose: string): Buffer {
    const name = `${master.id}:${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', master.bytes, '', `bothy:seal:${version}:${purpose}`, derivedBytes));
    this.derived.set(name, made);
    return made;
  }
}

const prefixOf = (master: MasterKey): string => `${version}.${master.id}.`;

/** As JSON, so that no two lists of parts read alike. */
const additionalData = (keyId: string, purpose: string, bound: string): Buffer =>
  Buffer.from(JSON.stringify([version, keyId, purpose, bound]));

const partsOf = (sealed: string): { keyId: string; body: Buffer } => {
  const [form, keyId, text, ...rest] = sealed.split('.');
  if (form !== version || keyId === undefined || text === undefined || rest.length > 0) throw broken();
  const body = Buffer.from(text, 'base64url');
  // Node skips what is no base64url and ignores spare bits at the end: many texts would mean the same bytes.
  if (body.toString('base64url') !== text || body.length < nonceBytes + tagBytes) throw broken();
  return { keyId, body };
};

const broken = (): UnsealError =>
  new UnsealError('sealed_text_broken', 'A sealed text was changed, or does not belong where it was found.');

const unknownKey = (keyId: string): UnsealError =>
  new UnsealError(
    'key_unknown',
    `A text was sealed by the key ${keyId.slice(0, 16)}, which is not in the data folder. ` +
      'Restore keys/retired from a backup.',
  );
