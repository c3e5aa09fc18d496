import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { GitProgram } from './git-program.js';

const megabyte = 1024 * 1024;

/** For tests: bare repositories as a forge has them, and a checkout of each to go on with. */
export class GitRepositories {
  readonly bare: string;
  readonly #work: string;

  constructor(private readonly git: GitProgram) {
    this.bare = git.path('served');
    this.#work = git.path('work');
    mkdirSync(this.bare);
    mkdirSync(this.#work);
  }

  /** 12 commits on `main`, 3 more on `next`, the tags `v1` (light) and `v2` (annotated). */
  async small(name: string): Promise<void> {
    await this.#create(name);
    for (let index = 0; index < 12; index += 1)
      await this.commit(name, `number-${index}.txt`, `${index}\n`.repeat(2000));
    await this.#in(name, ['tag', 'v1', 'HEAD~4']);
    await this.#in(name, ['tag', '-a', 'v2', '-m', 'The second', 'HEAD~2']);
    await this.#in(name, ['switch', '-q', '-c', 'next']);
    for (let index = 0; index < 3; index += 1) await this.commit(name, `next-${index}.txt`, `next ${index}\n`);
    await this.#in(name, ['switch', '-q', 'main']);
    await this.push(name);
  }

  /** So many commits, each with a branch of its own. */
  async manyRefs(name: string, count: number): Promise<void> {
    await this.#create(name);
    const told = Array.from({ length: count }, (_, index) => {
      const person = 'committer Ada <ada@example.test> 1767322800 +0000';
      return `commit refs/heads/b${index}\n${person}\ndata 1\n.\nM 100644 inline f\ndata <<E\n${index}\nE\n\n`;
    });
    await this.git.get(['fast-import', '--quiet'], { cwd: join(this.bare, `${name}.git`), input: told.join('') });
    await this.git.get(['update-ref', 'refs/heads/main', 'refs/heads/b0'], { cwd: join(this.bare, `${name}.git`) });
  }

  /** One commit with this many megabytes that cannot be compressed, kept as they are. */
  async big(name: string, megabytes: number): Promise<void> {
    await this.#create(name);
    await this.#in(name, ['config', 'core.compression', '0']);
    await this.#in(name, ['config', 'core.bigFileThreshold', '1m']);
    const file = openSync(join(this.#work, name, 'random.bin'), 'w');
    const block = Buffer.alloc(megabyte);
    for (let index = 0; index < megabytes; index += 1) writeSync(file, randomFillSync(block));
    closeSync(file);
    await this.#in(name, ['add', '.']);
    await this.#in(name, ['commit', '-q', '-m', 'All of it']);
    await this.push(name);
  }

  async commit(name: string, file: string, text: string): Promise<void> {
    writeFileSync(join(this.#work, name, file), text);
    await this.#in(name, ['add', '.']);
    await this.#in(name, ['commit', '-q', '-m', `Write ${file}`]);
  }

  async push(name: string): Promise<void> {
    await this.#in(name, ['push', '-q', '--all', 'origin']);
    await this.#in(name, ['push', '-q', '--tags', 'origin']);
  }

  /** The commit that a revision names. */
  revision(name: string, revision = 'main'): Promise<string> {
    return this.git.get(['rev-parse', revision], { cwd: join(this.bare, `${name}.git`) });
  }

  async #create(name: string): Promise<void> {
    const bare = join(this.bare, `${name}.git`);
    await this.git.get(['init', '-q', '--bare', '-b', 'main', bare]);
    const settings = {
      'uploadpack.allowFilter': 'true',
      'uploadpack.allowAnySHA1InWant': 'true',
      // What the server lets through to it, it would take: nothing but the proxy refuses a push.
      'http.receivepack': 'true',
      'core.compression': '0',
      'core.bigFileThreshold': '1m',
    };
    for (const [key, value] of Object.entries(settings)) await this.git.get(['config', key, value], { cwd: bare });
    await this.git.get(['init', '-q', '-b', 'main', join(this.#work, name)]);
    await this.#in(name, ['remote', 'add', 'origin', bare]);
  }

  #in(name: string, args: readonly string[]): Promise<string> {
    return this.git.get(args, { cwd: join(this.#work, name) });
  }
}
