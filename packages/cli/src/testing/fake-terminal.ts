import { runCli } from '../cli.js';
import type { FakeBothy } from './fake-bothy.js';

/** Calls the command as a shell would, and keeps what it wrote. */
export class FakeTerminal {
  out = '';
  err = '';
  /** What stands on standard input. */
  input = '';
  /** Ctrl-C. */
  interrupt: () => void = () => undefined;

  constructor(private readonly server: FakeBothy) {}

  bothy(argv: readonly string[], env: Record<string, string> = {}): Promise<number> {
    return runCli(argv, {
      env: { BOTHY_URL: this.server.address, BOTHY_TOKEN: 'bty_test', ...env },
      out: (text) => (this.out += text),
      err: (text) => (this.err += text),
      read: () => Promise.resolve(this.input),
      onInterrupt: (act) => (this.interrupt = act),
    });
  }
}
