import { z } from 'zod';
import type { LeftOut } from '../../domain/left-out.js';
import type { FoundRelease } from '../../domain/release-source.js';
import { shownName } from '../../domain/served-names.js';
import type { GitlabApi, GitlabSettings } from './gitlab-api.js';
import type { GitlabPages } from './gitlab-pages.js';
import { foundReleases } from './gitlab-releases.js';
import {
  packageFileTold,
  packageTold,
  projectTold,
  releaseTold,
  type LinkTold,
  type ProjectTold,
  type ReleaseTold,
} from './gitlab-shapes.js';
import { noSuchProject } from './gitlab.errors.js';
import { projectPath, type ProjectPlace, targetOf } from './link-target.js';
import { PackageShelf } from './package-shelf.js';
import { ReleaseFiles } from './release-files.js';

const mostReleases = 2000;
const mostPackages = 4000;
/** Each is a request. */
const mostPackagesLookedInto = 300;
const mostPackageFiles = 500;

/** One look at all that a project has to serve. */
export class GitlabListing {
  constructor(
    private readonly api: GitlabApi,
    private readonly source: GitlabSettings,
    private readonly pages: GitlabPages,
    private readonly leftOut: LeftOut,
  ) {}

  /** The newest first. */
  async read(): Promise<FoundRelease[]> {
    const place = { source: this.source, project: await this.#project() };
    const told = await this.#releases();
    const shelf = await this.#shelf(place, told);
    return foundReleases(told, new ReleaseFiles(place, shelf, this.leftOut), this.leftOut);
  }

  /** Null: a token may see releases and not the project; links are then known by what the tool calls it. */
  async #project(): Promise<ProjectTold | null> {
    const answer = await this.api.find(this.source, projectPath(this.source), { isOptional: true });
    return projectTold.safeParse(answer?.value).data ?? null;
  }

  async #releases(): Promise<ReleaseTold[]> {
    const items = await this.pages.all(`${projectPath(this.source)}/releases`, mostReleases);
    if (!items) throw noSuchProject(this.source.tokenSecret !== undefined);
    if (items.length === mostReleases) this.leftOut.note(`Only the ${mostReleases} newest releases are served.`);
    // What is to be released one day is not released.
    return this.#readable(items, releaseTold, 'release').filter(({ upcoming_release }) => upcoming_release !== true);
  }

  async #shelf(place: ProjectPlace, told: readonly ReleaseTold[]): Promise<PackageShelf> {
    const list = `${projectPath(this.source)}/packages`;
    // A project may have its package registry switched off.
    const items = await this.pages.all(
      `${list}?package_type=generic&order_by=created_at&sort=desc`,
      mostPackages,
      true,
    );
    const shelf = new PackageShelf(this.#readable(items ?? [], packageTold, 'package'));
    const wanted = shelf.wanted(
      told.map(({ tag_name }) => tag_name),
      told.flatMap((release) => packagesLinked(place, release)),
    );
    if (wanted.length > mostPackagesLookedInto)
      this.leftOut.note(`Only the ${mostPackagesLookedInto} newest of ${wanted.length} packages were looked into.`);
    const looked = wanted.slice(0, mostPackagesLookedInto);
    const lists = looked.map(({ id }) => `${list}/${id}/package_files`);
    for (const [at, files] of (await this.pages.allOf(lists, mostPackageFiles)).entries()) {
      const opened = looked[at]!;
      shelf.put(opened, this.#readable(files ?? [], packageFileTold, `file of ${shownName(opened.name)}`));
    }
    return shelf;
  }

  /** One that is not as described takes nobody else with it. */
  #readable<T>(items: readonly unknown[], shape: z.ZodType<T>, what: string): T[] {
    return items.flatMap((item) => {
      const read = shape.safeParse(item);
      if (!read.success) this.leftOut.note(`A ${what} is not what GitLab's API describes.`);
      return read.success ? [read.data] : [];
    });
  }
}

const packagesLinked = (place: ProjectPlace, { tag_name, assets }: ReleaseTold) =>
  (assets?.links ?? []).flatMap((link: LinkTold) => {
    const target = targetOf(place, tag_name, link);
    return target?.to === 'package' ? [target] : [];
  });
