import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from './hook-request.js';
import { signatureProblem, type Trust } from './signatures.js';

interface Example {
  readonly what: string;
  readonly trust: Trust;
  readonly request: HookRequest;
  readonly nowMs: number;
  /** The header that is to be wrong in each of its bytes. */
  readonly signature: string;
  /** The header of the time that was signed, where one was. */
  readonly timestamp?: string;
}

const slackBody =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
  '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
  '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
  '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

const standardHeaders = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const header = 'X-Signature-256';

/** As the vendors' own documentation prints them. */
const examples: readonly Example[] = [
  {
    what: "GitHub's",
    trust: { provider: 'github', secret: "It's a Secret to Everybody", header },
    request: {
      headers: {
        'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      },
      body: Buffer.from('Hello, World!'),
    },
    nowMs: 0,
    signature: 'x-hub-signature-256',
  },
  {
    what: "Slack's",
    trust: { provider: 'slack', secret: '8f742231b10e8888abcd99yyyzzz85a5', header },
    request: {
      headers: {
        'x-slack-request-timestamp': '1531420618',
        'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      },
      body: Buffer.from(slackBody),
    },
    nowMs: 1_531_420_618_000,
    signature: 'x-slack-signature',
    timestamp: 'x-slack-request-timestamp',
  },
  ...(['standard', 'gitlab'] as const).map((provider) => ({
    what: provider === 'standard' ? 'that of Standard Webhooks' : "GitLab's, by its signing token,",
    trust: { provider, secret: standardSecret, header },
    request: { headers: standardHeaders, body: Buffer.from('{"test": 2432232314}') },
    nowMs: 1_614_265_330_000,
    signature: 'webhook-signature',
    timestamp: 'webhook-timestamp',
  })),
  {
    what: "GitLab's, by its secret token,",
    trust: { provider: 'gitlab', secret: 'a-token-of-ours', header },
    request: { headers: { 'x-gitlab-token': 'a-token-of-ours' }, body: Buffer.from('{}') },
    nowMs: 0,
    signature: 'x-gitlab-token',
  },
  {
    what: 'a generic one (RFC 4231, case 2)',
    trust: { provider: 'generic', secret: 'Jefe', header: 'X-My-Signature' },
    request: {
      headers: { 'x-my-signature': '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
      body: Buffer.from('what do ya want for nothing?'),
    },
    nowMs: 0,
    signature: 'x-my-signature',
  },
];

const withHeader = ({ request }: Example, name: string, value: string | undefined): HookRequest => ({
  body: request.body,
  headers: { ...request.headers, [name]: value },
});

describe.each(examples)('the example $what', (example) => {
  const { trust, request, nowMs, signature, timestamp } = example;
  const problem = (changed: HookRequest, now = nowMs) => signatureProblem(trust, changed, now);
  const given = request.headers[signature] ?? '';

  it('verifies', () => expect(problem(request)).toBeNull());

  it('is refused with another byte anywhere in the signature, or one more, or one less', () => {
    const passed: string[] = [];
    for (let at = 0; at < given.length; at += 1) {
      for (const code of [given.charCodeAt(at) ^ 1, given.charCodeAt(at) ^ 0x20, 0x30, 0x7e]) {
        const wrong = given.slice(0, at) + String.fromCharCode(code) + given.slice(at + 1);
        if (wrong !== given && problem(withHeader(example, signature, wrong)) === null) passed.push(wrong);
      }
    }
    expect(passed).toEqual([]);
    for (const wrong of ['', given.slice(0, -1), `${given}0`, given.slice(1)]) {
      expect(problem(withHeader(example, signature, wrong))).not.toBeNull();
    }
    expect(problem(withHeader(example, signature, undefined))).toBe(`The header ${signature} is missing.`);
  });

  it('is refused with another secret', () => {
    for (const secret of [`${trust.secret}x`, trust.secret.slice(1), trust.secret.toUpperCase()]) {
      expect(signatureProblem({ ...trust, secret }, request, nowMs)).not.toBeNull();
    }
  });

  // A token says nothing about the body.
  if (signature === 'x-gitlab-token') return;

  it('is refused with another bit anywhere in the body', () => {
    for (let at = 0; at < request.body.length * 8; at += 1) {
      const body = Buffer.from(request.body);
      body[at >> 3]! ^= 1 << (at & 7);
      expect(problem({ ...request, body })).not.toBeNull();
    }
    expect(problem({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) })).not.toBeNull();
  });

  if (timestamp === undefined) return;

  it('is refused when it is old, comes from the future, or tells another time', () => {
    for (const seconds of [-300, 300]) expect(problem(request, nowMs + seconds * 1000)).toBeNull();
    expect(problem(request, nowMs + 300_001)).toBe('It was signed more than five minutes ago.');
    expect(problem(request, nowMs - 300_001)).toBe('It was signed more than five minutes in the future.');
    const signed = request.headers[timestamp] ?? '';
    for (const other of [String(Number(signed) + 1), `${signed}.0`, ` ${signed}`, 'now', '']) {
      expect(problem(withHeader(example, timestamp, other))).not.toBeNull();
    }
  });
});

describe('signatures', () => {
  const body = Buffer.from('{"a":1}');
  const signed = (key: string | Buffer) =>
    `v1,${createHmac('sha256', key).update('m.1614265330.').update(body).digest('base64')}`;
  const standard = (secret: string, signature: string) =>
    signatureProblem(
      { provider: 'standard', secret, header },
      { body, headers: { 'webhook-id': 'm', 'webhook-timestamp': '1614265330', 'webhook-signature': signature } },
      1_614_265_330_000,
    );

  it('of a sender that changes its secret: one of several is enough', () => {
    const secret = 'a plain secret';
    expect(standard(secret, `v1,${'A'.repeat(43)}= v1a,xyz ${signed(secret)}`)).toBeNull();
    expect(standard(secret, `v2,${signed(secret).slice(3)} v1,`)).not.toBeNull();
    expect(standard(secret, Array.from({ length: 20 }, () => 'v1,x').join(' ') + ` ${signed(secret)}`)).not.toBeNull();
  });

  it('by a secret without prefix: it is taken as it stands, or as base64', () => {
    const bytes = Buffer.from('24 bytes that are a key.');
    expect(standard(bytes.toString('base64'), signed(bytes))).toBeNull();
    expect(standard(bytes.toString('base64'), signed(bytes.toString('base64')))).toBeNull();
    expect(standard(`whsec_${bytes.toString('base64')}`, signed(bytes.toString('base64')))).not.toBeNull();
  });

  it('of the generic kind come with and without a prefix, in either case', () => {
    const digest = createHmac('sha256', 'key').update(body).digest('hex');
    const problem = (given: string) =>
      signatureProblem(
        { provider: 'generic', secret: 'key', header },
        { body, headers: { 'x-signature-256': given } },
        0,
      );
    for (const given of [digest, `sha256=${digest}`, digest.toUpperCase()]) expect(problem(given)).toBeNull();
    for (const given of [`sha1=${digest}`, `sha256=${digest}=`, `${digest},${digest}`])
      expect(problem(given)).not.toBeNull();
  });
});
