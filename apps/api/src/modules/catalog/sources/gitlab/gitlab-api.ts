import { createHash } from 'node:crypto';
import type { ToolSource } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { GuardedClient } from '../../../../platform/http/guarded-client.js';
import { TeamSecrets } from '../../../bots/index.js';
import { sourceUnavailable } from '../../sources.errors.js';
import { notAnswered, refused, unreadable } from './gitlab.errors.js';
import { retryAfterSeconds } from './retry-after.js';

export type GitlabSettings = Extract<ToolSource, { kind: 'gitlab' }>;

/** An ETag, or where GitLab gives none `sha256:` and the checksum of the answer. */
export type PageMark = string;

export interface GitlabAnswer {
  /** Undefined: it is what is known already. */
  readonly value: unknown;
  /** Tells it from what it may be another time. */
  readonly mark: PageMark;
  /** The next page, as a path behind `/api/v4`. Null: this is the last page, or no page. */
  readonly next: string | null;
}

export interface Asked {
  /** Of what is known already: it need not be sent again. */
  readonly known?: PageMark;
  /** A part of GitLab that may be switched off: what is forbidden is not there then. */
  readonly isOptional?: boolean;
}

/** A page of releases with long notes. */
const longestAnswerBytes = 16 * 1024 * 1024;
const timeoutMs = 20_000;
/** No ETag begins like this: those are quoted. */
const byChecksum = 'sha256:';

/** Speaks to the REST API of a GitLab, with a token that is sent there and nowhere else. */
@Injectable()
export class GitlabApi {
  constructor(
    private readonly client: GuardedClient,
    private readonly secrets: TeamSecrets,
    private readonly clock: Clock,
  ) {}

  /**
   * @param path behind `/api/v4`.
   * @returns null: there is no such thing.
   * @throws DomainError `source_unavailable`
   */
  async find(source: GitlabSettings, path: string, asked: Asked = {}): Promise<GitlabAnswer | null> {
    const { known, isOptional = false } = asked;
    const headers = await this.secretHeaders(source);
    if (known !== undefined && !known.startsWith(byChecksum)) headers['if-none-match'] = known;
    const answer = await this.#ask(`${apiUrl(source)}${path}`, headers);
    if (answer.status === 404 || (isOptional && answer.status === 403)) return null;
    if (answer.status !== 200 && answer.status !== 304) {
      const hasToken = source.tokenSecret !== undefined;
      throw refused(answer.status, hasToken, retryAfterSeconds(answer.headers, this.clock.now().getTime()));
    }
    const mark = answer.status === 304 ? (known ?? '') : markOf(answer);
    return {
      value: mark === known ? undefined : jsonIn(answer.body),
      mark,
      next: nextOf(answer.headers, source, path),
    };
  }

  /** What shows GitLab who asks. */
  async secretHeaders({ baseUrl, tokenSecret }: GitlabSettings): Promise<Record<string, string>> {
    if (tokenSecret === undefined) return {};
    try {
      return { 'private-token': await this.secrets.tokenForOrigin(tokenSecret, baseUrl) };
    } catch (error) {
      throw error instanceof DomainError ? sourceUnavailable(noToken(tokenSecret)) : error;
    }
  }

  /** @throws DomainError `secret_not_for_origin` where the token may not be sent to this GitLab. */
  async check({ baseUrl, tokenSecret }: GitlabSettings): Promise<void> {
    if (tokenSecret !== undefined) await this.secrets.tokenForOrigin(tokenSecret, baseUrl);
  }

  async #ask(url: string, headers: Record<string, string>) {
    try {
      return await this.client.request(url, { headers, timeoutMs, maxBytes: longestAnswerBytes });
    } catch (error) {
      throw error instanceof DomainError ? notAnswered(error) : error;
    }
  }
}

const markOf = ({ headers, body }: { readonly headers: Headers; readonly body: Buffer }): PageMark =>
  headers.get('etag') ?? `${byChecksum}${createHash('sha256').update(body).digest('hex')}`;

/** Without a slash at its end. */
export const apiUrl = ({ baseUrl }: Pick<GitlabSettings, 'baseUrl'>): string => `${baseUrl.replace(/\/+$/, '')}/api/v4`;

const noToken = (name: string): string =>
  `The secret "${name}" cannot be sent to GitLab: there is none of this name, or GitLab's origin is not among those ` +
  'that an admin named for it.';

const jsonIn = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw error instanceof SyntaxError ? unreadable() : error;
  }
};

/**
 * Lists by pages tell the number of the next one; those by keys, and proxies that leave only the link, its address.
 *
 * @returns a path behind `/api/v4`; null: this is the last page.
 */
const nextOf = (headers: Headers, source: GitlabSettings, path: string): string | null => {
  const page = Number(headers.get('x-next-page'));
  if (Number.isSafeInteger(page) && page > 0) return withPage(path, page);
  const link = /<([^<>]+)>\s*;[^<,]*rel="?next"?/i.exec(headers.get('link') ?? '')?.[1] ?? '';
  const base = `${new URL(apiUrl(source)).href}/`;
  const next = URL.canParse(link) ? new URL(link).href : '';
  return next.startsWith(base) ? next.slice(base.length - 1) : null;
};

/** The same list, opened at another page. */
export const withPage = (list: string, page: number): string => {
  const bare = list.replace(/([?&])page=\d+(&|$)/, '$1').replace(/[?&]$/, '');
  return `${bare}${bare.includes('?') ? '&' : '?'}page=${page}`;
};
