import { createHash } from 'node:crypto';
import type { Run, ToolSource } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Body } from '../../../platform/bytes/body.js';
import { ReadableBody } from '../../../platform/bytes/readable-body.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { RunArtifacts, RunListing } from '../../bots/index.js';
import { LeftOut } from '../domain/left-out.js';
import { type FoundFile, type FoundRelease, type Listing, ReleaseSource, type Span } from '../domain/release-source.js';
import { isServedFile, isServedVersion, shownName, UniqueNames } from '../domain/served-names.js';
import type { FileRecord } from '../domain/tool-record.js';
import { isPrerelease } from '../domain/versions.js';
import { fileChanged, fileGone, sourceUnavailable, sourceUnusable } from '../sources.errors.js';

type BotSettings = Extract<ToolSource, { kind: 'bot' }>;

const mostVersions = 500;
const mostRunsLookedAt = 5000;
const runsAtOnce = 200;

/** An artifact of a run. */
const locatorShape = z.object({ runId: z.string(), name: z.string(), sha256: z.string() });

/** What the runs of a bot leave behind: each that succeeded and left files is a version. */
@Injectable()
export class BotSource extends ReleaseSource<BotSettings> {
  readonly kind = 'bot';

  constructor(
    private readonly runs: RunListing,
    private readonly artifacts: RunArtifacts,
  ) {
    super();
  }

  async check({ bot }: BotSettings): Promise<void> {
    try {
      await this.runs.ofBot(bot, { limit: 1 });
    } catch (error) {
      throw error instanceof DomainError ? sourceUnusable(`There is no bot "${bot}".`) : error;
    }
  }

  async list({ bot }: BotSettings, validator: string | null, signal: AbortSignal): Promise<Listing> {
    const leftOut = new LeftOut();
    const runs = await this.#runs(bot, leftOut, signal);
    // What a run left stays as it is until it is removed with it.
    const found = digestOf(runs);
    if (found === validator) return { releases: null, validator, notes: leftOut.sentences };
    const releases: FoundRelease[] = [];
    for (const [version, run] of runs) {
      signal.throwIfAborted();
      releases.push(await this.#release(version, run, leftOut));
    }
    return { releases, validator: found, notes: leftOut.sentences };
  }

  async open(_source: BotSettings, file: FileRecord, span: Span | null): Promise<Body> {
    const { runId, name, sha256 } = locatorShape.parse(JSON.parse(file.locator));
    const artifact = await this.#artifact(runId, name);
    if (artifact.sha256 !== sha256) throw fileChanged();
    const { from, to } = span ?? { from: 0, to: artifact.sizeBytes };
    return new ReadableBody(this.artifacts.open(artifact, from, to), to - from);
  }

  /** By version, the newest first: of several runs for one version, the last one is it. */
  async #runs(bot: string, leftOut: LeftOut, signal: AbortSignal): Promise<Map<string, Run>> {
    const runs = new Map<string, Run>();
    let cursor: string | null = null;
    for (let seen = 0; seen < mostRunsLookedAt && runs.size < mostVersions; seen += runsAtOnce) {
      signal.throwIfAborted();
      const page: { items: Run[]; nextCursor: string | null } = await this.#page(bot, cursor);
      for (const run of page.items) this.#take(run, runs, leftOut);
      cursor = page.nextCursor;
      if (cursor === null) return runs;
    }
    leftOut.note(`Only the newest ${runs.size} versions of ${bot} are served.`);
    return runs;
  }

  #take(run: Run, runs: Map<string, Run>, leftOut: LeftOut): void {
    if (run.artifactCount === 0) return;
    const version = versionOf(run);
    if (!isServedVersion(version)) leftOut.note(`The version ${shownName(version)} cannot be served under its name.`);
    else if (!runs.has(version)) runs.set(version, run);
  }

  async #page(bot: string, cursor: string | null) {
    try {
      const query = { limit: runsAtOnce, status: 'succeeded' as const, ...(cursor !== null && { cursor }) };
      return await this.runs.ofBot(bot, query);
    } catch (error) {
      throw error instanceof DomainError ? sourceUnavailable(`There is no bot "${bot}" any more.`) : error;
    }
  }

  async #release(version: string, run: Run, leftOut: LeftOut): Promise<FoundRelease> {
    const { items } = await this.artifacts.list(run.id);
    const names = new UniqueNames();
    const files: FoundFile[] = [];
    for (const { name, sizeBytes, sha256, contentType } of items) {
      const last = name.slice(name.lastIndexOf('/') + 1);
      if (!isServedFile(last)) leftOut.note(`${shownName(`${version}: ${name}`)} has a name that cannot be served.`);
      else {
        const locator = JSON.stringify({ runId: run.id, name, sha256 });
        files.push({ name: names.take(last), sizeBytes, sha256, contentType, locator });
      }
    }
    const releasedAt = run.finishedAt ?? run.createdAt;
    return { version, name: version, releasedAt, notes: '', prerelease: isPrerelease(version), files };
  }

  async #artifact(runId: string, name: string) {
    try {
      return await this.artifacts.get(runId, name);
    } catch (error) {
      throw error instanceof DomainError ? fileGone() : error;
    }
  }
}

/** What is shown of a parameter that is secret. */
const notShown = '[secret]';

/** As it was asked for, or as it was counted. */
const versionOf = ({ params, number }: Run): string => {
  const asked = typeof params['version'] === 'string' ? params['version'].trim() : '';
  return asked === '' || asked === notShown ? String(number) : asked;
};

const digestOf = (runs: ReadonlyMap<string, Run>): string => {
  const told = [...runs].map(([version, { id, artifactCount }]) => [version, id, artifactCount]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
};
