import { contentTypeOf } from '../../../bots/index.js';
import type { LeftOut } from '../../domain/left-out.js';
import type { FoundFile } from '../../domain/release-source.js';
import { isServedFile, shownName, UniqueNames } from '../../domain/served-names.js';
import { type GitlabLocator, writeLocator } from './gitlab-locator.js';
import type { LinkTold, ReleaseTold } from './gitlab-shapes.js';
import { lastPartOf, packageFilePath, type LinkTarget, type ProjectPlace, targetOf } from './link-target.js';
import type { PackageShelf, ShelvedFile } from './package-shelf.js';

interface Candidate {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly locator: GitlabLocator;
}

const mostFiles = 500;

/** The files of releases: what their links lead to, and what lies in packages of their version. */
export class ReleaseFiles {
  constructor(
    private readonly place: ProjectPlace,
    private readonly shelf: PackageShelf,
    private readonly leftOut: LeftOut,
  ) {}

  /** Those that links name come first, in GitLab's order. */
  of(release: ReleaseTold): FoundFile[] {
    const { tag_name: tag } = release;
    const linked = (release.assets?.links ?? []).flatMap((link) => this.#linked(tag, link) ?? []);
    const shelved = this.shelf.ofVersion(tag).flatMap((file) => this.#shelved(file) ?? []);
    const names = new UniqueNames();
    const seen = new Set<string>();
    const files: FoundFile[] = [];
    for (const { name, locator, ...is } of [...linked, ...shelved]) {
      const written = writeLocator(locator);
      if (seen.has(written)) continue;
      seen.add(written);
      if (!isServedFile(name)) this.leftOut.note(`${shownName(`${tag}: ${name}`)} has a name that cannot be served.`);
      else files.push({ name: names.take(name), ...is, contentType: contentTypeOf(name), locator: written });
    }
    if (files.length > mostFiles)
      this.leftOut.note(`Of ${shownName(tag)}, only ${mostFiles} of ${files.length} files are served.`);
    return files.slice(0, mostFiles);
  }

  #linked(tag: string, link: LinkTold): Candidate | null {
    // It tells people what to do; it is nothing that they would take away.
    if (link.link_type === 'runbook') return null;
    const target = targetOf(this.place, tag, link);
    const found = target && this.#candidate(target, link);
    if (!found) this.leftOut.note(`${shownName(`${tag}: ${link.name}`)} leads to nothing that can be served.`);
    return found;
  }

  #candidate(target: LinkTarget, link: LinkTold): Candidate | null {
    switch (target.to) {
      case 'package': {
        const { name, version, file } = target;
        const shelved = this.shelf.find(target, file);
        if (shelved) return this.#shelved(shelved);
        const path = packageFilePath(this.place.source, name, version, file);
        return path === null ? null : this.#unknown(path, link);
      }
      case 'package-file': {
        const shelved = this.shelf.withId(target.id);
        return shelved && this.#shelved(shelved);
      }
      case 'api':
        return this.#unknown(target.path, link);
      case 'elsewhere':
        return { name: nameOf(link), sizeBytes: null, sha256: null, locator: { by: 'url', url: target.url } };
    }
  }

  #unknown(path: string, link: LinkTold): Candidate {
    const locator = { by: 'api', path, fileId: null, sizeBytes: null } as const;
    return { name: nameOf(link), sizeBytes: null, sha256: null, locator };
  }

  #shelved({ name, version, file }: ShelvedFile): Candidate | null {
    const sizeBytes = file.size ?? null;
    const path = packageFilePath(this.place.source, name, version, file.file_name);
    if (path === null) return null;
    return {
      name: file.file_name.slice(file.file_name.lastIndexOf('/') + 1),
      sizeBytes,
      // A size alone is measured again, with the checksum.
      sha256: sizeBytes === null ? null : (file.file_sha256?.toLowerCase() ?? null),
      locator: { by: 'api', path, fileId: file.id, sizeBytes },
    };
  }
}

/** As the path for it ends, or its address; else as it is called, made fit for an address. */
const nameOf = ({ name, url, direct_asset_url }: LinkTold): string => {
  const parts = [direct_asset_url, url].map((each) => (each ? lastPartOf(each) : null));
  const file = parts.find((part) => part !== null && part.includes('.')) ?? name;
  return file.replaceAll(/[/\\]/g, '-').trim();
};
