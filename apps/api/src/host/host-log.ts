import type { LoggerService } from '@nestjs/common';
import type { Host } from './host.js';

/** What goes wrong is said in plain lines; standard output is the command's own. */
export class HostLog implements LoggerService {
  constructor(private readonly host: Host) {}

  log(): void {}

  warn(message: unknown): void {
    void this.host.err(`${String(message)}\n`);
  }

  error(message: unknown): void {
    void this.host.err(`${String(message)}\n`);
  }
}
