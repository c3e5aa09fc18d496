import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Connections } from '../../../platform/database/connections.js';
import { ServerLock } from '../../../platform/lifecycle/server-lock.js';
import { AnchorFile } from '../persistence/anchor-file.js';
import type { ChainHead } from '../persistence/audit-entries.js';

const pauseMs = 1000;

/** Anchors the end of the chain outside the database: soon after each commit, but not more than about once a second. */
@Injectable()
export class AuditAnchors implements OnApplicationShutdown {
  private readonly logger = new Logger(AuditAnchors.name);
  private readonly closing = new AbortController();
  private pending: ChainHead | null = null;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly file: AnchorFile,
    private readonly connections: Connections,
    private readonly lock: ServerLock,
    private readonly clock: Clock,
  ) {}

  /** Returns at once and never throws: an act that is kept stays kept, whatever happens to its anchor. */
  note(head: ChainHead): void {
    if (this.pending === null || this.pending.position < head.position) this.pending = head;
    this.writing ??= this.writeAll();
  }

  /** Resolves when what was noted so far is anchored, or could not be. */
  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.writing;
    // What could not be written before may be now.
    if (this.pending !== null) await this.write(this.pending);
  }

  private async writeAll(): Promise<void> {
    while (this.pending !== null) {
      const head = this.pending;
      this.pending = null;
      if (!(await this.write(head))) {
        // The next act tries again.
        this.pending ??= head;
        break;
      }
      await sleep(pauseMs, undefined, { ref: false, signal: this.closing.signal }).catch(() => undefined);
    }
    this.writing = null;
  }

  private async write(head: ChainHead): Promise<boolean> {
    try {
      // An anchor that outlived its entry in a power cut would call the trail broken.
      await this.connections.flush();
      const isLong = await this.file.append({ ...head, at: this.clock.now().toISOString() });
      if (isLong && this.lock.isHeld) await this.thinOut();
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.stack : String(error);
      this.logger.error(`The audit trail could not be anchored at ${head.position}.`, why);
      return false;
    }
  }

  private async thinOut(): Promise<void> {
    const strangers = await this.file.thinOut();
    if (strangers === 0) return;
    this.logger.error(`${strangers} lines of audit-anchors, now removed, were not written by this server.`);
  }
}
