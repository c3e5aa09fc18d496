import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The message with its headers, lines unfolded. */
  readonly raw: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** What a mail server says, and after which command. */
export interface Refusal {
  readonly at: 'MAIL' | 'RCPT' | 'DATA';
  readonly code: number;
  readonly words: string;
}

/** A real mail server on loopback that keeps what it gets, and refuses what a test tells it to. */
export class TestMailServer {
  readonly received: ReceivedMail[] = [];
  /** Asked at each step of each mail; null lets it pass. */
  refuse: (to: string) => Refusal | null = () => null;
  /** Hangs up as soon as the message begins to arrive. */
  cutsOff = false;
  /** Takes messages and never answers. */
  isMute = false;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: SMTPServerOptions = {}): Promise<TestMailServer> {
    const holder: { self?: TestMailServer } = {};
    const self = (): TestMailServer => {
      if (!holder.self) throw new Error('The mail server has not started.');
      return holder.self;
    };
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 10,
      onMailFrom: (_address, _session, callback) => callback(self().errorAt('MAIL', '')),
      onRcptTo: (address, _session, callback) => callback(self().errorAt('RCPT', address.address)),
      onData: (stream, session, callback) => void self().take(stream, session.envelope, callback),
      ...options,
    });
    // What clients do to their connections is what some tests are about.
    server.on('error', () => {});
    server.server.on('connection', (socket: Socket) => self().watch(socket));
    holder.self = new TestMailServer(server);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return holder.self;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }

  private errorAt(step: Refusal['at'], to: string): Error | null {
    const refusal = this.refuse(to);
    if (refusal?.at !== step) return null;
    return Object.assign(new Error(refusal.words), { responseCode: refusal.code });
  }

  private async take(
    stream: NodeJS.ReadableStream,
    envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] },
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    if (this.cutsOff) {
      stream.once('data', () => this.hangUp());
      return;
    }
    const raw = (await buffer(stream)).toString('utf8').replaceAll(/\r\n[ \t]+/g, ' ');
    if (this.isMute) return;
    const to = envelope.rcptTo.map((recipient) => recipient.address);
    const error = this.errorAt('DATA', to[0] ?? '');
    if (!error) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      this.received.push({ from, to, raw, headers: headersIn(raw) });
    }
    callback(error);
  }
}

const headersIn = (raw: string): Map<string, string> => {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  return new Map(
    head.split('\r\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
};
