import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestMailServer, type ReceivedMail } from '../../testing/mail-server.js';
import { MailFrom } from './mail-address.js';
import { mailTransportContract } from './mail-transport.contract.js';
import type { OutgoingMail } from './mail-transport.js';
import { smtpServerOf } from './smtp-server-of.js';
import { SmtpTransport, type SmtpTimes } from './smtp-transport.js';

const from = MailFrom.of('Bothy <bothy@example.test>');
const hasty: SmtpTimes = { connectMs: 2000, silenceMs: 300, totalMs: 5000 };
const mail = (changes: Partial<OutgoingMail> = {}): OutgoingMail => {
  const id = randomUUID();
  const to = { name: 'Ada Admin', address: 'ada@example.test' };
  return { id, messageId: `${id}@example.test`, to, subject: 'Hello', text: 'Plain words.', ...changes };
};

/** Decodes the plain part by hand: the adapter's own library would hide its own mistakes. */
const plainTextOf = ({ raw }: ReceivedMail): string => {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const part = boundary === undefined ? raw : (raw.split(`--${boundary}`)[1] ?? '').replace(/^\r\n/, '');
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => `\\x${hex}`);
  const text = bytes.replaceAll(/(\\x[0-9A-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('\\x', ''), 'hex').toString(),
  );
  return text.replaceAll('\r\n', '\n');
};

mailTransportContract('SMTP', async () => {
  const server = await TestMailServer.start();
  return {
    transport: new SmtpTransport(server.url, from),
    mail: (changes) => Promise.resolve(mail(changes)),
    taken: () =>
      Promise.resolve(server.received.map((received) => ({ recipients: received.to, text: plainTextOf(received) }))),
    remove: () => server.stop(),
  };
});

describe('SMTP', () => {
  let server: TestMailServer;
  beforeEach(async () => {
    server = await TestMailServer.start();
  });
  afterEach(() => server.stop());

  const send = (changes: Partial<OutgoingMail> = {}, url = server.url, times = hasty) =>
    new SmtpTransport(url, from, times).send(mail(changes));
  const refusedBy = async (at: 'MAIL' | 'RCPT' | 'DATA', code: number, words: string) => {
    server.refuse = () => ({ at, code, words });
    return send().then(
      () => null,
      (error: { permanent: boolean; message: string }) => ({ permanent: error.permanent, message: error.message }),
    );
  };

  it('says who it is from, that a machine wrote it, and its own id', async () => {
    await send({ messageId: 'one@example.test', subject: 'Grüße', to: { name: 'Zoë "Z" <x>', address: 'z@x.test' } });
    const [received] = server.received;
    expect(received).toMatchObject({ from: 'bothy@example.test', to: ['z@x.test'] });
    expect(received?.headers.get('from')).toBe('Bothy <bothy@example.test>');
    expect(received?.headers.get('message-id')).toBe('<one@example.test>');
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(received?.headers.get('subject')).toMatch(/^=\?UTF-8\?/);
  });

  it('tells a refusal for now from one for good', async () => {
    expect(await refusedBy('RCPT', 450, 'Mailbox busy')).toEqual({ permanent: false, message: '450 Mailbox busy' });
    expect(await refusedBy('RCPT', 550, 'No such user')).toEqual({ permanent: true, message: '550 No such user' });
    expect(await refusedBy('DATA', 451, 'Later')).toMatchObject({ permanent: false });
    expect(await refusedBy('DATA', 554, 'Spam')).toEqual({ permanent: true, message: '554 Spam' });
    // The sender is the operator's to mend: the mails wait for it.
    expect(await refusedBy('MAIL', 553, 'Not your address')).toMatchObject({ permanent: false });
    expect(server.received).toEqual([]);
  });

  it('repeats no link and no secret that the server quotes, and not more than a few words', async () => {
    const words = `No: https://bothy.test/join#token=abc ${'Ab3-_'.repeat(8)} ${'word '.repeat(200)}`;
    const refused = await refusedBy('DATA', 554, words);
    expect(refused?.message).toMatch(/^554 No: \[link\] \[…\] word/);
    expect(refused?.message.length).toBeLessThanOrEqual(300);
  });

  it('waits no longer than it was told, and gives up at a signal', async () => {
    server.isMute = true;
    await expect(send()).rejects.toMatchObject({ permanent: false, message: expect.stringMatching(/too long/) });
    const patient = { ...hasty, silenceMs: 60_000, totalMs: 60_000 };
    const sent = new SmtpTransport(server.url, from, patient).send(mail(), AbortSignal.timeout(50));
    await expect(sent).rejects.toMatchObject({ permanent: false, message: expect.stringMatching(/stopped/) });
    const drip = send({}, server.url, { ...patient, totalMs: 200 });
    await expect(drip).rejects.toMatchObject({ permanent: false });
  });

  it('may try again after a cut in the middle of a message, and when nobody answers', async () => {
    server.cutsOff = true;
    const long = send({ text: 'A line of many.\n'.repeat(200_000) });
    await expect(long).rejects.toMatchObject({ permanent: false, message: expect.stringMatching(/hung up/) });
    expect(server.received).toEqual([]);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await expect(send({}, `smtp://127.0.0.1:${port}`)).rejects.toMatchObject({ permanent: false });
  });
});

describe('SMTP over TLS and with a password', () => {
  const withServer = async (
    options: Parameters<typeof TestMailServer.start>[0],
    work: (port: number) => Promise<void>,
  ) => {
    const server = await TestMailServer.start(options);
    try {
      await work(server.port);
    } finally {
      await server.stop();
    }
  };
  const send = (url: string) => new SmtpTransport(url, from, hasty).send(mail());

  it('trusts no certificate that nobody vouches for', async () => {
    await withServer({ disabledCommands: [] }, async (port) => {
      await expect(send(`smtp://127.0.0.1:${port}`)).rejects.toMatchObject({ permanent: false });
      await expect(send(`smtp://127.0.0.1:${port}?tls.rejectUnauthorized=false`)).rejects.toThrow();
    });
    await withServer({ secure: true }, async (port) => {
      await expect(send(`smtps://127.0.0.1:${port}`)).rejects.toMatchObject({ permanent: false });
    });
  });

  it('keeps mails for later when the password is refused, and the password to itself', async () => {
    const options: Parameters<typeof TestMailServer.start>[0] = {
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) => {
        if (username === 'bothy' && password === 's3cret%/@') callback(null, { user: 'bothy' });
        else callback(new Error(`Wrong: ${password}`));
      },
    };
    await withServer(options, async (port) => {
      await send(`smtp://bothy:s3cret%25%2F%40@127.0.0.1:${port}`);
      const refused = send(`smtp://bothy:other@127.0.0.1:${port}`);
      await expect(refused).rejects.toMatchObject({
        permanent: false,
        message: 'The mail server refused the user or password of SMTP_URL.',
      });
    });
  });

  it('sends a password without TLS to this machine only', () => {
    expect(smtpServerOf('smtp://u:p@mail.example.test')).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(smtpServerOf('smtp://u:p@[::1]:2525')).toMatchObject({ host: '::1', port: 2525, requireTLS: false });
    expect(smtpServerOf('smtp://relay')).toMatchObject({ port: 587, login: null, requireTLS: false });
    expect(smtpServerOf('smtps://u@mail.example.test')).toMatchObject({ port: 465, secure: true, requireTLS: false });
    expect(() => smtpServerOf('smtp://u:100%@mail.example.test')).toThrow(/SMTP_URL: a %/);
    expect(() => MailFrom.of('Bothy')).toThrow(/MAIL_FROM/);
    expect(MailFrom.of('"The \r\nBothy" <b@x.test>')).toMatchObject({ name: 'The Bothy', address: 'b@x.test' });
  });
});
