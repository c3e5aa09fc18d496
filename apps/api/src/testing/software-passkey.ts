import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** How an authenticator may behave; the defaults are those of an honest one. */
export interface Behaviour {
  readonly origin?: string;
  /** Whether it is asked from a frame on another site's page. */
  readonly crossOrigin?: boolean;
  readonly rpId?: string;
  /** Whether it says that it has verified its user. */
  readonly verifiesUser?: boolean;
  /** The counter it reports; one more than before by default. */
  readonly counter?: number;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');

/**
 * An authenticator in software: ES256, attestation "none", discoverable. Written from WebAuthn level 3 (sections 6.1,
 * 6.5 and 8.7) and RFC 9052, with no code in common with what checks it.
 */
export class SoftwarePasskey {
  readonly #id: Buffer;
  readonly #key: KeyObject;
  #counter: number;

  constructor(
    private readonly publicUrl: string,
    private readonly userHandle = '',
    from?: { id: Buffer; key: string; counter: number },
  ) {
    this.#id = from?.id ?? randomBytes(32);
    this.#key = from ? createPrivateKey(from.key) : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    this.#counter = from?.counter ?? 0;
  }

  /** One that answers as this one does from here on: a copy of the key, with its counter as it is now. */
  clone(): SoftwarePasskey {
    const key = String(this.#key.export({ type: 'pkcs8', format: 'pem' }));
    return new SoftwarePasskey(this.publicUrl, this.userHandle, { id: this.#id, key, counter: this.#counter });
  }

  /** Answers `navigator.credentials.create`. */
  create(options: { challenge: string }, behaviour: Behaviour = {}) {
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, behaviour);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, this.#coseKey()]);
    const authData = Buffer.concat([this.#head(0x40, behaviour), attested]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(authData),
    ]);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    };
  }

  /** Answers `navigator.credentials.get`. */
  get(options: { challenge: string }, behaviour: Behaviour = {}) {
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, behaviour);
    const authenticatorData = this.#head(0, behaviour);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.#key);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(signature),
        userHandle: this.userHandle === '' ? undefined : base64url(Buffer.from(this.userHandle)),
      },
    };
  }

  #credential() {
    return {
      id: base64url(this.#id),
      rawId: base64url(this.#id),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
    };
  }

  #clientData(type: string, challenge: string, { origin = this.publicUrl, crossOrigin = false }: Behaviour): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  }

  #head(flags: number, { rpId, verifiesUser = true, counter }: Behaviour): Buffer {
    this.#counter = counter ?? this.#counter + 1;
    const tail = Buffer.alloc(5);
    tail[0] = 0x01 | (verifiesUser ? 0x04 : 0) | flags;
    tail.writeUInt32BE(this.#counter, 1);
    return Buffer.concat([sha256(rpId ?? new URL(this.publicUrl).hostname), tail]);
  }

  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#key.export({ format: 'jwk' });
    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
    return Buffer.concat([
      head,
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);

const bytes = (value: Uint8Array): Buffer => {
  const head =
    value.length < 256
      ? Buffer.from([0x58, value.length])
      : Buffer.from([0x59, value.length >> 8, value.length & 0xff]);
  return Buffer.concat([head, value]);
};
