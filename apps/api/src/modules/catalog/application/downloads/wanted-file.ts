import type { FileRecord, ReleaseRecord, ToolRecord } from '../../domain/tool-record.js';

/** What somebody wants to have. */
export interface WantedFile {
  readonly tool: ToolRecord;
  readonly release: ReleaseRecord;
  readonly file: FileRecord;
}

/** A file of which is known what is in it: only of such a one ranges are given. */
export type MeasuredFile = WantedFile & {
  readonly file: { readonly sizeBytes: number; readonly sha256: string };
};

export const isMeasured = (wanted: WantedFile): wanted is MeasuredFile =>
  wanted.file.sizeBytes !== null && wanted.file.sha256 !== null;
