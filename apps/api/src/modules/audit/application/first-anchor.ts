import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ServerLock } from '../../../platform/lifecycle/server-lock.js';
import { AnchorFile } from '../persistence/anchor-file.js';
import { AuditEntries } from '../persistence/audit-entries.js';
import { AuditAnchors } from './audit-anchors.js';

/** Begins anchoring where a server has a trail but no anchors: after an upgrade, or when someone took them away. */
@Injectable()
export class FirstAnchor implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAnchor.name);

  constructor(
    private readonly lock: ServerLock,
    private readonly file: AnchorFile,
    private readonly entries: AuditEntries,
    private readonly anchors: AuditAnchors,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // A command on the host must not cover up what it may be there to find.
    if (!this.lock.isHeld || (await this.file.exists())) return;
    const head = await this.entries.findHead();
    if (!head || head.position === 0) return;
    this.logger.warn(
      `There was no file audit-anchors. The trail is anchored from entry ${head.position} on; ` +
        'what was changed in it before cannot be told from anchors.',
    );
    this.anchors.note(head);
  }
}
