import type { Limits } from '../limits.js';
import { ue5Versions, type ArchiveVersion } from './versions.js';

/** What decides how the bytes of a save are read, the same for all its values. */
export class ArchiveFacts {
  /** Tags name their types in full (from 5.4). */
  readonly completeTypes: boolean;
  /** Tags may tell how a property was overridden, and objects begin with a control byte (from 5.4). */
  readonly tagExtensions: boolean;

  constructor(
    readonly version: ArchiveVersion,
    readonly limits: Limits,
  ) {
    this.completeTypes = this.reached('completeTypeName');
    this.tagExtensions = this.reached('tagExtensions');
  }

  /** Whether the engine had reached a version of the UE5 line. */
  reached(version: keyof typeof ue5Versions): boolean {
    return this.version.ue5 >= ue5Versions[version];
  }
}
