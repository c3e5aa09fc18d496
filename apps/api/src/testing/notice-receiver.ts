import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedNotice {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** Somebody else's server, which takes notices. */
export class NoticeReceiver {
  readonly received: ReceivedNotice[] = [];
  /** What it answers: the first is used up at each request, the last one stays. */
  answers: { status: number; headers?: Record<string, string> }[] = [{ status: 204 }];

  private constructor(private readonly server: Server) {
    server.on('request', async (request, response) => {
      const body = (await buffer(request)).toString();
      const { url: path = '', method = '', headers } = request;
      this.received.push({ path, method, headers, body, json: body === '' ? null : JSON.parse(body) });
      const answer = (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? { status: 204 };
      response.writeHead(answer.status, answer.headers).end();
    });
  }

  static async start(): Promise<NoticeReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new NoticeReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(path: string): ReceivedNotice[] {
    return this.received.filter((each) => each.path === path);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

/** By the words of standardwebhooks.com, and not by our own code. @param secret base64 behind `whsec_`. */
export const isSignedBy = (secret: string, { headers, body }: ReceivedNotice): boolean => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
};
