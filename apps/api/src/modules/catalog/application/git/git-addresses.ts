import { Injectable } from '@nestjs/common';

const mostAddresses = 1_000;
const refsPath = '/info/refs';

/**
 * Where repositories really are: a forge leads `/group/project/info/refs` to `/group/project.git/info/refs`, and takes what
 * follows there only.
 */
@Injectable()
export class GitAddresses {
  readonly #bases = new Map<string, string>();

  /** Undefined until the references were asked for once. */
  baseOf(url: string): string | undefined {
    return this.#bases.get(url);
  }

  refsOf(url: string): string {
    return `${withoutSlash(url)}${refsPath}?service=git-upload-pack`;
  }

  /** Notes where the references of a repository came from in the end. @returns whether that is an address of references. */
  learn(url: string, answeredFrom: string): boolean {
    const { origin, pathname } = new URL(answeredFrom);
    if (!pathname.endsWith(refsPath)) return false;
    const [oldest] = this.#bases.keys();
    if (this.#bases.size >= mostAddresses && oldest !== undefined) this.#bases.delete(oldest);
    this.#bases.set(url, `${origin}${pathname.slice(0, -refsPath.length)}`);
    return true;
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
