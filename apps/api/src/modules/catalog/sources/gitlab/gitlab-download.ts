import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import { ReadableBody } from '../../../../platform/bytes/readable-body.js';
import { spanOf } from '../../../../platform/bytes/span-of.js';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { UpstreamAnswer } from '../../../../platform/http/upstream/streaming-client.js';
import type { Span } from '../../domain/release-source.js';
import type { FileRecord } from '../../domain/tool-record.js';
import { fileChanged, fileGone, fileUnavailable } from '../../sources.errors.js';
import { ExactBody } from './exact-body.js';
import type { GitlabSettings } from './gitlab-api.js';
import { GitlabFetch } from './gitlab-fetch.js';
import { type GitlabLocator, readLocator } from './gitlab-locator.js';
import { retryAfterSeconds } from './retry-after.js';

interface Wanted {
  readonly span: Span | null;
  /** Null: not known. */
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

/** Fetches files of releases. The token goes to GitLab, and not on to where GitLab sends us for the bytes. */
@Injectable()
export class GitlabDownload {
  constructor(
    private readonly fetch: GitlabFetch,
    private readonly clock: Clock,
  ) {}

  /** See `ReleaseSource.open`. What goes wrong is told so that everybody may read it. */
  async open(source: GitlabSettings, file: FileRecord, span: Span | null, signal: AbortSignal): Promise<Body> {
    if (span && span.from >= span.to) return new ReadableBody(Readable.from([]), 0);
    const locator = readLocator(file.locator);
    const sizeBytes = file.sizeBytes ?? (locator.by === 'api' ? locator.sizeBytes : null);
    const wanted = { span, sizeBytes, sha256: file.sha256 };
    const answer = await this.#ask(source, locator, wanted, signal);
    try {
      return this.#bodyOf(answer, wanted);
    } catch (error) {
      answer.body.cancel();
      throw error;
    }
  }

  async #ask(source: GitlabSettings, locator: GitlabLocator, { span, sizeBytes }: Wanted, signal: AbortSignal) {
    const headers: Record<string, string> = span ? { range: `bytes=${span.from}-${span.to - 1}` } : {};
    const expectedBytes = span ? span.to - span.from : (sizeBytes ?? 0);
    const request = { headers, expectedBytes };
    try {
      if (locator.by === 'url') return await this.fetch.plain(locator.url, request, signal);
      return await this.fetch.byToken(source, locator.path, request, signal);
    } catch (error) {
      // Its words name hosts.
      throw error instanceof DomainError ? fileUnavailable() : error;
    }
  }

  #bodyOf({ status, headers, url, body }: UpstreamAnswer, wanted: Wanted): Body {
    if (status === 404 || status === 410) throw fileGone();
    if (status === 416) throw fileChanged();
    const isPart = status === 206 && wanted.span !== null;
    if ((status !== 200 && !isPart) || isSignInPage(url) || isPacked(headers))
      throw fileUnavailable(retryAfterSeconds(headers, this.clock.now().getTime()));
    const told = headers.get('x-checksum-sha256');
    if (told !== null && wanted.sha256 !== null && told.toLowerCase() !== wanted.sha256) throw fileChanged();
    return isPart ? partIn(body, headers, wanted) : wholeIn(body, wanted);
  }
}

/** GitLab sends whoever may not see a page there, and says that all is well. */
const isSignInPage = (url: string): boolean => new URL(url).pathname.endsWith('/users/sign_in');

/** What was asked for is the bytes as they are. */
const isPacked = (headers: Headers): boolean => !['', 'identity'].includes(headers.get('content-encoding') ?? '');

const partIn = (body: Body, headers: Headers, { span, sizeBytes }: Wanted): Body => {
  const [from, last, total] = (/^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? []).slice(1);
  const isAsked = span && Number(from) === span.from && Number(last) === span.to - 1;
  const isSameSize = total === '*' || sizeBytes === null || Number(total) === sizeBytes;
  if (!isAsked || !isSameSize) throw fileChanged();
  return spanOf(body, 0, span.to - span.from);
};

/** Also where a part was asked for: whoever gives files need not know of parts. */
const wholeIn = (body: Body, { span, sizeBytes }: Wanted): Body => {
  const { lengthBytes } = body;
  if (lengthBytes !== null && sizeBytes !== null && lengthBytes !== sizeBytes) throw fileChanged();
  if (span) return spanOf(body, span.from, span.to - span.from);
  return lengthBytes === null && sizeBytes !== null ? new ExactBody(body, sizeBytes) : body;
};
