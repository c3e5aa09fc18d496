import type { GitUpstream, ToolIcon, ToolSource, ToolVisibility } from '@bothy/contracts';

/** A tool as it is kept. */
export interface ToolRecord {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly readme: string;
  readonly licence: string | null;
  readonly icon: ToolIcon;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly visibility: ToolVisibility;
  readonly source: ToolSource | null;
  readonly git: GitUpstream | null;
  readonly webhookTokenHash: string | null;
  readonly syncedAt: string | null;
  readonly triedAt: string | null;
  readonly nextSyncAt: string | null;
  readonly syncProblem: string | null;
  readonly validator: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A file of a version as it is kept. */
export interface FileRecord {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  /** In hex. */
  readonly sha256: string | null;
  readonly contentType: string;
  /** How its source finds it again: JSON of the adapter's own. */
  readonly locator: string;
}

/** A version of a tool as it is kept. */
export interface ReleaseRecord {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly releasedAt: string;
  readonly notes: string;
  readonly prerelease: boolean;
  readonly withdrawnAt: string | null;
  readonly files: readonly FileRecord[];
}
