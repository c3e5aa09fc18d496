import type { GitUpstream } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import { GitCounts } from './git-counts.js';
import type { GitExchange } from './git-exchange.js';
import { type PackRequest, GitUpstreams } from './git-upstreams.js';
import { type GitClient, GitWatch } from './git-watch.js';

/** A request of git, with what of it concerns the repository. */
export interface GitCall {
  readonly client: GitClient;
  readonly git: GitUpstream;
  /** That git sent, and may be passed on. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface PackCall extends GitCall {
  readonly body: PackRequest['body'];
  /** Of the body, as git wrote it. */
  readonly encoding: string | undefined;
}

/** An answer that is on its way. */
export interface GitPassage {
  readonly contentType: string;
  readonly body: Body;
  /** To be told of all that passes, before it does. */
  passed(bytes: Uint8Array): void;
  /**
   * To be told when no more passes, before git learns that it is over: it may ask for more right away.
   *
   * @param sentBytes what git took
   * @param isWhole whether that is all there was
   */
  over(sentBytes: number, isWhole: boolean): Promise<void>;
}

/** Passes clones and fetches on to the repositories behind tools, byte for byte, and counts them by looking on. */
@Injectable()
export class GitProxy {
  constructor(
    private readonly upstreams: GitUpstreams,
    private readonly watch: GitWatch,
    private readonly counts: GitCounts,
  ) {}

  /** @throws DomainError `repository_unavailable`, `repository_closed` */
  async refs({ client, git, headers }: GitCall, signal: AbortSignal): Promise<GitPassage> {
    const { body } = await this.upstreams.refs(git, headers, signal);
    const look = this.watch.refs(client);
    const contentType = 'application/x-git-upload-pack-advertisement';
    return { contentType, body, passed: (bytes) => look.push(bytes), over: async () => {} };
  }

  /** @throws DomainError `repository_unavailable`, `repository_closed`, and what keeps the body from coming */
  async pack({ client, git, headers, body: asked, encoding }: PackCall, signal: AbortSignal): Promise<GitPassage> {
    const exchange = this.watch.exchange(client, encoding);
    try {
      const { body } = await this.upstreams.pack(git, { headers, body: lookedAt(asked, exchange) }, signal);
      const contentType = 'application/x-git-upload-pack-result';
      const over = (sentBytes: number, isWhole: boolean) => this.#count(client.tool, exchange, sentBytes, isWhole);
      return { contentType, body, passed: (bytes) => exchange.answered(bytes), over };
    } catch (error) {
      await exchange.close();
      throw error;
    }
  }

  async #count(tool: string, exchange: GitExchange, sentBytes: number, isWhole: boolean): Promise<void> {
    const act = await exchange.act();
    if (exchange.hasPack) this.counts.bytes(tool, sentBytes);
    if (act && isWhole) this.counts.act(tool, act);
  }
}

const lookedAt = (body: PackRequest['body'], exchange: GitExchange): PackRequest['body'] => {
  if (!Buffer.isBuffer(body)) return passing(body, exchange);
  exchange.asked(body);
  return body;
};

async function* passing(source: AsyncIterable<Buffer>, exchange: GitExchange): AsyncGenerator<Buffer> {
  for await (const bytes of source) {
    exchange.asked(bytes);
    yield bytes;
  }
}
