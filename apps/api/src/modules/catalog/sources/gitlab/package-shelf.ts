import { withoutV } from '../../domain/versions.js';
import type { PackageFileTold, PackageTold } from './gitlab-shapes.js';

export interface ShelvedFile {
  readonly name: string;
  readonly version: string;
  readonly file: PackageFileTold;
}

interface Named {
  readonly name: string;
  readonly version: string;
}

/** The generic packages of a project, and what lies in those that were looked into. */
export class PackageShelf {
  readonly #byVersion = new Map<string, PackageTold[]>();
  readonly #files = new Map<number, readonly ShelvedFile[]>();
  readonly #byId = new Map<number, ShelvedFile>();

  constructor(private readonly packages: readonly PackageTold[]) {
    for (const each of packages) {
      const version = withoutV(each.version);
      this.#byVersion.set(version, [...(this.#byVersion.get(version) ?? []), each]);
    }
  }

  /** Those of a version, with or without a `v` before it, and those of a name and version. */
  wanted(versions: readonly string[], named: readonly Named[]): PackageTold[] {
    const ofVersions = new Set(versions.map(withoutV));
    const ofNames = new Set(named.map(keyOf));
    return this.packages.filter((each) => ofVersions.has(withoutV(each.version)) || ofNames.has(keyOf(each)));
  }

  /** Of files of one name in a package, the last one is what GitLab gives. */
  put({ id, name, version }: PackageTold, files: readonly PackageFileTold[]): void {
    const byName = new Map(files.toSorted((a, b) => a.id - b.id).map((file) => [file.file_name, file]));
    const shelved = [...byName.values()].map((file) => ({ name, version, file }));
    this.#files.set(id, shelved);
    for (const each of shelved) this.#byId.set(each.file.id, each);
  }

  /** Of the version, with or without a `v` before it; by name. */
  ofVersion(version: string): ShelvedFile[] {
    const files = (this.#byVersion.get(withoutV(version)) ?? []).flatMap(({ id }) => this.#files.get(id) ?? []);
    return files.toSorted((a, b) => (a.file.file_name < b.file.file_name ? -1 : 1));
  }

  find(named: Named, fileName: string): ShelvedFile | null {
    const found = this.#byVersion.get(withoutV(named.version))?.find((each) => keyOf(each) === keyOf(named));
    const files = (found && this.#files.get(found.id)) ?? [];
    return files.find(({ file }) => file.file_name === fileName) ?? null;
  }

  withId(id: number): ShelvedFile | null {
    return this.#byId.get(id) ?? null;
  }
}

const keyOf = ({ name, version }: Named): string => JSON.stringify([name, version]);
