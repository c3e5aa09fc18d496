import type { Tool, ToolFile, ToolManagement, ToolSummary, ToolVersion } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { ToolFigures } from '../../../metrics/index.js';
import { newestOf } from '../../domain/newest.js';
import type { FileRecord, ReleaseRecord, ToolRecord } from '../../domain/tool-record.js';
import { type LatestRelease, ReleaseRepository } from '../../persistence/release.repository.js';
import { ToolFreshness } from './tool-freshness.js';
import { ToolLinks } from './tool-links.js';

type Figure = { readonly downloads: number; readonly clones: number } | undefined;

/** Tools in the shape of the contract: with their versions, figures and addresses. */
@Injectable()
export class ToolPresenter {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly figures: ToolFigures,
    private readonly freshness: ToolFreshness,
    private readonly links: ToolLinks,
  ) {}

  /** @param who sees how it is managed where they may change it; undefined: a stranger. */
  async present(tool: ToolRecord, who: Principal | undefined): Promise<Tool> {
    const { id, slug, readme, links } = tool;
    const [releases, figures, downloads] = await Promise.all([
      this.releases.ofTool(id),
      this.figures.ofTools([slug]),
      this.figures.ofFiles(slug),
    ]);
    return {
      ...this.#summary(tool, newestOf(releases), figures.get(slug)),
      ...{ readme, links: [...links] },
      versions: releases.map((release) => this.#version(slug, release, downloads)),
      management: who?.permissions.has('catalog:write') === true ? this.#management(tool) : null,
    };
  }

  async summary(tool: ToolRecord): Promise<ToolSummary> {
    return (await this.summaries([tool]))[0]!;
  }

  /** In the same order; two questions however many there are. */
  async summaries(tools: readonly ToolRecord[]): Promise<ToolSummary[]> {
    const [latest, figures] = await Promise.all([
      this.releases.latestOf(tools.map(({ id }) => id)),
      this.figures.ofTools(tools.map(({ slug }) => slug)),
    ]);
    return tools.map((tool) => this.#summary(tool, latest.get(tool.id), figures.get(tool.slug)));
  }

  #summary(tool: ToolRecord, latest: LatestRelease | undefined, figure: Figure): ToolSummary {
    const { slug, name, summary, licence, icon, visibility, createdAt, updatedAt } = tool;
    return {
      ...{ slug, name, summary, licence, icon, visibility, createdAt, updatedAt },
      latest: latest ? { version: latest.version, releasedAt: latest.releasedAt } : null,
      ...{ downloads: figure?.downloads ?? 0, clones: figure?.clones ?? 0 },
      cloneUrl: tool.git && this.links.clone(slug),
      freshness: this.freshness.of(tool),
    };
  }

  #version(slug: string, release: ReleaseRecord, downloads: ReadonlyMap<string, number>): ToolVersion {
    const { version, name, releasedAt, notes, prerelease, files } = release;
    const fileOf = (file: FileRecord): ToolFile => ({
      ...{ name: file.name, sizeBytes: file.sizeBytes, sha256: file.sha256, contentType: file.contentType },
      url: this.links.file(slug, version, file.name),
      downloads: downloads.get(`${version}/${file.name}`) ?? 0,
    });
    return { version, name, releasedAt, notes, prerelease, files: files.map(fileOf) };
  }

  #management({ slug, source, git, triedAt, nextSyncAt, syncProblem, webhookTokenHash }: ToolRecord): ToolManagement {
    return {
      ...{ source, git, triedAt, nextSyncAt, problem: syncProblem },
      webhookUrl: this.links.webhook(slug),
      hasWebhookToken: webhookTokenHash !== null,
    };
  }
}
