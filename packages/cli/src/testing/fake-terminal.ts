import { runCli } from '../cli.js';
import type { FakeBothy } from './fake-bothy.js';

/** Calls the command as a shell would, and keeps what it wrote. */
export class FakeTerminal {
  out = '';
  err = '';
  /** What stands on standard input. */
  input: string | Uint8Array = '';
  /** All that was written to stdout as bytes. */
  get outBytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
  readonly #chunks: Uint8Array[] = [];
  /** Ctrl-C. */
  interrupt: () => void = () => undefined;

  /** @param server the one that is asked; without it none can be. */
  constructor(private readonly server?: FakeBothy) {}

  bothy(argv: readonly string[], env: Record<string, string> = {}): Promise<number> {
    return runCli(argv, {
      env: this.server ? { BOTHY_URL: this.server.address, BOTHY_TOKEN: 'bty_test', ...env } : env,
      out: (text) => this.#write(text),
      err: (text) => (this.err += text),
      write: (chunk) => Promise.resolve(this.#write(chunk)),
      read: () => Promise.resolve(Buffer.from(this.input).toString()),
      readBytes: () => Promise.resolve(Buffer.from(this.input)),
      onInterrupt: (act) => (this.interrupt = act),
    });
  }

  #write(chunk: string | Uint8Array): void {
    const bytes = Buffer.from(chunk);
    this.#chunks.push(bytes);
    this.out += bytes.toString();
  }
}
