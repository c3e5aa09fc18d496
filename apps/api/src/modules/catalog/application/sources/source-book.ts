import type { ToolSource } from '@bothy/contracts';
import type { Body } from '../../../../platform/bytes/body.js';
import type { Listing, ReleaseSource, Span } from '../../domain/release-source.js';
import type { FileRecord, ToolRecord } from '../../domain/tool-record.js';
import { noSource, sourceUnusable } from '../../sources.errors.js';

/** All kinds of sources; whoever asks need not know them apart. */
export class SourceBook {
  readonly #sources: ReadonlyMap<string, ReleaseSource>;

  constructor(sources: readonly ReleaseSource<never>[]) {
    // Each is given the settings of its own kind only: they were parsed by that kind.
    this.#sources = new Map(sources.map((source) => [source.kind, source as unknown as ReleaseSource]));
  }

  /** That a tool may have this source. @throws DomainError `source_unusable` */
  check(source: ToolSource): Promise<void> {
    return this.#of(source).check(source);
  }

  /**
   * @param validator of the last listing; null for all there is.
   * @throws DomainError `no_source`, `source_unavailable`
   */
  async list(tool: ToolRecord, validator: string | null, signal: AbortSignal): Promise<Listing> {
    const source = sourceOf(tool);
    return this.#of(source).list(source, validator, signal);
  }

  /**
   * A file, or a part of it. The words of its errors are fit for everybody.
   *
   * @throws DomainError `no_source`, `source_unavailable`; `file_changed` where another file, or none, is in its place.
   */
  async open(tool: ToolRecord, file: FileRecord, span: Span | null, signal: AbortSignal): Promise<Body> {
    const source = sourceOf(tool);
    return this.#of(source).open(source, file, span, signal);
  }

  /** See `ReleaseSource.vouchesFor`. @throws DomainError `no_source` */
  vouchesFor(tool: ToolRecord, file: FileRecord): boolean {
    return this.#of(sourceOf(tool)).vouchesFor(file);
  }

  #of({ kind }: ToolSource): ReleaseSource {
    const source = this.#sources.get(kind);
    if (!source) throw sourceUnusable(`There is no source of the kind "${kind}".`);
    return source;
  }
}

const sourceOf = ({ slug, source }: ToolRecord): ToolSource => {
  if (!source) throw noSource(slug);
  return source;
};
