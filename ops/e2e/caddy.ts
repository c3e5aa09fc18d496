import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../testing/program.mjs';

const root = join(import.meta.dirname, '../..');

/** A real Caddy with the project's own Caddyfile before a server. */
export class Caddy {
  private constructor(
    readonly child: Program,
    private readonly folder: string,
  ) {}

  static async start(program: string, port: number, upstreamPort: number): Promise<Caddy> {
    const folder = await mkdtemp(join(tmpdir(), 'bothy-caddy-'));
    const env = {
      ...process.env,
      SITE_ADDRESS: `http://localhost:${port}`,
      BOTHY_UPSTREAM: `127.0.0.1:${upstreamPort}`,
      BOTHY_PAGE: join(root, 'apps/web/dist'),
      CADDY_ADMIN: 'off',
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    };
    const child = new Program(program, ['run', '--adapter', 'caddyfile', '--config', join(root, 'Caddyfile')], { env });
    const caddy = new Caddy(child, folder);
    try {
      await child.answers(`http://localhost:${port}/health/ready`);
    } catch (error) {
      await caddy.stop();
      throw error;
    }
    return caddy;
  }

  async stop(): Promise<void> {
    await this.child.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
