import type { GitUpstream } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { StreamingClient, type UpstreamAnswer } from '../../../../platform/http/upstream/streaming-client.js';
import { TeamSecrets } from '../../../bots/index.js';
import { gitRequestTooLarge, repositoryClosed, repositoryUnavailable } from '../../git.errors.js';
import { GitAddresses } from './git-addresses.js';

export interface PackRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | AsyncIterable<Buffer>;
}

/** What forges take beside a token when they take any name. */
const usualUsername = 'oauth2';
const advertisement = 'application/x-git-upload-pack-advertisement';
const result = 'application/x-git-upload-pack-result';

/** Asks the repositories behind tools. What they are asked with, and where they lie, is for nobody else. */
@Injectable()
export class GitUpstreams {
  readonly #logger = new Logger(GitUpstreams.name);

  constructor(
    private readonly client: StreamingClient,
    private readonly secrets: TeamSecrets,
    private readonly addresses: GitAddresses,
  ) {}

  /** @throws DomainError `repository_unavailable`, `repository_closed` */
  refs(git: GitUpstream, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<UpstreamAnswer> {
    return this.#asking(signal, async () => {
      const secretHeaders = await this.#credentials(git);
      const request = { headers, secretHeaders, follow: 'same-origin' } as const;
      const answer = checked(await this.client.open(this.addresses.refsOf(git.url), request, signal), advertisement);
      if (!this.addresses.learn(git.url, answer.url)) throw refused(answer, repositoryUnavailable());
      return answer;
    });
  }

  /** @throws DomainError `repository_unavailable`, `repository_closed` */
  pack(git: GitUpstream, { headers, body }: PackRequest, signal: AbortSignal): Promise<UpstreamAnswer> {
    return this.#asking(signal, async () => {
      const secretHeaders = await this.#credentials(git);
      const url = `${await this.#baseOf(git, signal)}/git-upload-pack`;
      const request = { method: 'POST', headers, body, secretHeaders, follow: 'never' } as const;
      return checked(await this.client.open(url, request, signal), result);
    });
  }

  /** Another server, or this one before it was started anew, may have answered the first request of a clone. */
  async #baseOf(git: GitUpstream, signal: AbortSignal): Promise<string> {
    const known = this.addresses.baseOf(git.url);
    if (known !== undefined) return known;
    const { body } = await this.refs(git, { 'git-protocol': 'version=2' }, signal);
    body.cancel();
    return this.addresses.baseOf(git.url) ?? git.url;
  }

  async #credentials({ url, username, tokenSecret }: GitUpstream): Promise<Record<string, string>> {
    if (tokenSecret === undefined) return {};
    const token = await this.secrets.tokenForOrigin(tokenSecret, url);
    const pair = Buffer.from(`${username ?? usualUsername}:${token}`).toString('base64');
    return { authorization: `Basic ${pair}` };
  }

  async #asking(signal: AbortSignal, ask: () => Promise<UpstreamAnswer>): Promise<UpstreamAnswer> {
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted || !(error instanceof DomainError)) throw error;
      if (ours.has(error.code)) throw error;
      // It was thrown where the client read the body; whatever ends an exchange is told as if the other side had.
      if (error.code === gitRequestTooLarge().code) throw gitRequestTooLarge();
      // Its words name the host.
      this.#logger.warn(`A repository could not be asked: ${error.code}.`);
      throw error.code === 'secret_not_for_origin' ? repositoryClosed() : repositoryUnavailable();
    }
  }
}

const ours = new Set(['repository_unavailable', 'repository_closed']);

const refused = ({ body }: UpstreamAnswer, error: DomainError): DomainError => {
  body.cancel();
  return error;
};

const checked = (answer: UpstreamAnswer, contentType: string): UpstreamAnswer => {
  const { status, headers } = answer;
  if (status === 401 || status === 403 || status === 404) throw refused(answer, repositoryClosed());
  const isGits = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === contentType;
  // Nothing was asked for that is packed: what looks at it could not read it.
  if (status !== 200 || !isGits || headers.has('content-encoding')) throw refused(answer, repositoryUnavailable());
  return answer;
};
