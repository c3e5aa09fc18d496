import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from './instance.js';

const readme = `A codec for the saves of Unreal Engine 4 games. It reads and writes \`GVAS\` files without loss, in the browser, on the command line and in Node.

## Install

\`\`\`sh
npm install -g lochan-codec
lochan-codec --version
\`\`\`

## Use

| Command | What it does | Time |
| --- | --- | ---: |
| \`decode\` | Writes a save as JSON | 40 ms |
| \`encode\` | Makes a save of JSON | 55 ms |
| \`verify\` | Reads a save, writes it, and compares every byte[^1] | 90 ms |

- [x] Saves of version 4.27
- [x] Compressed blocks
- [ ] Saves of consoles

> Keep a copy of the save before it is changed. ~~Nothing~~ *Very little* can be undone.

See [the format](https://example.org/format "GVAS"), [how to install it](#install) and ![a picture](https://example.org/p.png).

<img src=x onerror=alert(1)>

[^1]: By their SHA-256.
`;

const notes = `Saves of 4.27 are read in half the time.

- \`verify\` says at which byte the first difference is
- \`encode\` keeps the order of maps
- Fixed: text with surrogates was cut ([#482](https://example.org/482))
`;

export const packed = Buffer.alloc(1_843_200, 'bothy');
export const sha256 = createHash('sha256').update(packed).digest('hex');

/** A fresh Bothy with tools that everybody may see, one for members, and one whose source went away. */
export class PortalRig {
  private constructor(
    readonly instance: Instance,
    readonly root: string,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<PortalRig> {
    const root = await mkdtemp(join(tmpdir(), 'bothy-tools-'));
    const instance = await Instance.start(undefined, { BOTHY_CATALOG_ROOTS: root, ...settings });
    const rig = new PortalRig(instance, root);
    await rig.#fill();
    return rig;
  }

  async stop(): Promise<void> {
    await this.instance.stop();
    await rm(this.root, { recursive: true, force: true });
  }

  async #fill(): Promise<void> {
    const token = (await readFile(join(this.instance.dataDir, 'setup-token'), 'utf8')).trim();
    const person = { token, name: 'Ailsa Craig', email: 'ailsa@example.test', password: 'correct-horse-battery-7' };
    const { accessToken } = await this.#call('POST', '/api/setup', person);
    const make = (tool: { slug: string } & Record<string, unknown>) =>
      this.#call('POST', '/api/catalog/tools', tool, accessToken);
    const sync = (slug: string) => this.#call('POST', `/api/catalog/tools/${slug}/sync`, undefined, accessToken);

    await this.#version('codec', '1.9.0', { 'lochan-codec-1.9.0.tgz': Buffer.alloc(912_000) });
    await this.#version('codec', '2.3.1', { 'lochan-codec-2.3.1.tgz': Buffer.alloc(1_200_000) });
    await this.#version('codec', '2.4.0', {
      'lochan-codec-2.4.0.tgz': packed,
      'checksums.txt': Buffer.from(sha256),
      'NOTES.md': Buffer.from(notes),
    });
    await this.#version('codec', '2.5.0-rc.1', { 'lochan-codec-2.5.0-rc.1.tgz': Buffer.alloc(1_900_000) });
    await make({
      slug: 'codec',
      name: 'Lochan codec',
      summary: 'Reads and writes the saves of Unreal Engine games, byte for byte.',
      readme,
      licence: 'GPL-3.0-or-later',
      icon: 'puzzle',
      links: [
        { label: 'Documentation', url: 'https://example.org/docs' },
        { label: 'Issues', url: 'https://example.org/issues' },
      ],
      source: { kind: 'directory', path: join(this.root, 'codec') },
      git: { url: 'https://git.example.org/lochan/codec.git' },
    });
    await sync('codec');
    await this.#version('mirror', '0.8.2', { 'mirror-linux-x64': Buffer.alloc(5_400_000, 1) });
    await make({
      slug: 'mirror',
      name: 'Mirror',
      summary: 'Keeps a copy of every repository of the team.',
      icon: 'server',
      licence: 'MIT',
      source: { kind: 'directory', path: join(this.root, 'mirror') },
    });
    await sync('mirror');
    await rm(join(this.root, 'mirror'), { recursive: true });
    await this.#refused('POST', '/api/catalog/tools/mirror/sync', accessToken);
    await make({
      slug: 'launcher',
      name: 'Launcher',
      summary: 'Starts the test server of the day with the right save.',
      icon: 'gamepad',
    });
    await make({ slug: 'inside', name: 'Inside only', summary: 'For members.', visibility: 'members' });
  }

  async #version(tool: string, version: string, files: Record<string, Buffer>): Promise<void> {
    const folder = join(this.root, tool, version);
    await mkdir(folder, { recursive: true });
    const when = new Date(`2026-0${version.startsWith('1') ? 3 : version.startsWith('2.3') ? 6 : 9}-18T12:00:00Z`);
    for (const [name, bytes] of Object.entries(files)) {
      await writeFile(join(folder, name), bytes);
      await utimes(join(folder, name), when, when);
    }
    await utimes(folder, when, when);
  }

  async #call(method: string, path: string, body?: unknown, token?: string): Promise<{ accessToken: string }> {
    const answer = await this.#ask(method, path, body, token);
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { accessToken: string };
  }

  async #refused(method: string, path: string, token: string): Promise<void> {
    const answer = await this.#ask(method, path, undefined, token);
    if (answer.ok) throw new Error(`${method} ${path} was not refused`);
  }

  #ask(method: string, path: string, body: unknown, token: string | undefined): Promise<Response> {
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    return fetch(this.instance.url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
