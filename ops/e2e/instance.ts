import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBuiltServer } from '../testing/built-server.mjs';
import { Evidence } from '../testing/evidence.mjs';
import { freePort } from '../testing/free-port.mjs';
import type { Program } from '../testing/program.mjs';

/** A fresh Bothy as it was built, over a data folder of its own. */
export class Instance {
  private constructor(
    readonly url: string,
    readonly port: number,
    readonly dataDir: string,
    readonly server: Program,
  ) {}

  /**
   * @param publicUrl where people reach it, when a proxy stands before it
   * @param settings variables of its environment besides
   * @param at its port, where somebody had to know it before
   */
  static async start(publicUrl?: string, settings: Record<string, string> = {}, at?: number): Promise<Instance> {
    const port = at ?? (await freePort());
    const url = `http://localhost:${port}`;
    const dataDir = await mkdtemp(join(tmpdir(), 'bothy-e2e-'));
    const server = startBuiltServer({
      env: {
        ...process.env,
        PORT: String(port),
        BOTHY_DATA_DIR: dataDir,
        BOTHY_PUBLIC_URL: publicUrl ?? url,
        BOTHY_TRUST_PROXY: '127.0.0.1/32',
        ...settings,
      },
    });
    const instance = new Instance(url, port, dataDir, server);
    try {
      await server.answers(`${url}/health/ready`);
    } catch (error) {
      await instance.stop();
      throw error;
    }
    return instance;
  }

  /** The link that the server prints while there is no admin. */
  async setupLink(): Promise<string> {
    const token = (await readFile(join(this.dataDir, 'setup-token'), 'utf8')).trim();
    const printed = this.server.output.match(/https?:\/\/\S+\/setup#token=[\w-]+/)?.[0];
    if (!printed?.endsWith(token)) throw new Error(`the setup link was not printed:\n${this.server.output}`);
    return printed;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    Evidence.ofRun()?.dataFolder(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
