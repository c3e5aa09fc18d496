import { Injectable } from '@nestjs/common';
import { isRedirect } from '../../../../platform/http/upstream/redirects.js';
import {
  StreamingClient,
  type UpstreamAnswer,
  type UpstreamRequest,
} from '../../../../platform/http/upstream/streaming-client.js';
import { fileUnavailable } from '../../sources.errors.js';
import { apiUrl, GitlabApi, type GitlabSettings } from './gitlab-api.js';
import { givenAwayAt } from './link-target.js';

type FileRequest = Required<Pick<UpstreamRequest, 'headers' | 'expectedBytes'>>;

/** So often GitLab may send us from one file that it gives away to another. */
const mostHops = 5;

/**
 * Asks GitLab for the bytes of files. Where it sends us on is what some writer of a release may have named: the token
 * goes there only if the project gives that away too, and everywhere else we go without it, within GitLab as well.
 */
@Injectable()
export class GitlabFetch {
  constructor(
    private readonly client: StreamingClient,
    private readonly api: GitlabApi,
  ) {}

  /**
   * @param path behind `/api/v4`, of a file that the project gives away.
   * @throws DomainError as `StreamingClient.open`, and `source_unavailable`
   */
  async byToken(
    source: GitlabSettings,
    path: string,
    request: FileRequest,
    signal: AbortSignal,
  ): Promise<UpstreamAnswer> {
    const secretHeaders = await this.api.secretHeaders(source);
    let url = `${apiUrl(source)}${path}`;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.client.open(url, { ...request, secretHeaders, follow: 'never' }, signal);
      const next = nextOf(url, answer);
      if (next === null) return answer;
      answer.body.cancel();
      const ours = hops < mostHops ? givenAwayAt(source, next) : null;
      if (ours === null) return this.plain(next, request, signal);
      url = `${apiUrl(source)}${ours}`;
    }
  }

  /** As whoever has no token. @throws DomainError as `StreamingClient.open` */
  plain(url: string | URL, request: FileRequest, signal: AbortSignal): Promise<UpstreamAnswer> {
    return this.client.open(url, { ...request, follow: 'anywhere' }, signal);
  }
}

/** Null: it is the answer. @throws DomainError where it leads to what others could read on the way, or nowhere. */
const nextOf = (url: string, { status, headers, body }: UpstreamAnswer): URL | null => {
  const location = isRedirect(status) ? headers.get('location') : null;
  if (location === null) return null;
  const next = URL.canParse(location, url) ? new URL(location, url) : null;
  if (next && !(url.startsWith('https:') && next.protocol !== 'https:')) return next;
  body.cancel();
  throw fileUnavailable();
};
