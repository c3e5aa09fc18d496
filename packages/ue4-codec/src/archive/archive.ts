import type { Limits } from '../limits.ts';
import type { PropertyList } from '../properties/property-list.ts';
import type { Codec } from '../properties/codec.ts';
import { TypeTable } from '../properties/property-type.ts';
import { CodecResolver } from '../properties/resolver.ts';
import type { Registry } from '../registry.ts';
import { ArchiveFacts } from './facts.ts';
import type { ArchiveVersion } from './versions.ts';

/** Everything outside the bytes of a save that decides how they are read: shared by all its values. */
export class Archive extends ArchiveFacts {
  /** The types that occur, each once. */
  readonly types = new TypeTable();
  /** Lists of properties as this archive stores them. */
  readonly list: Codec<PropertyList>;

  constructor(
    version: ArchiveVersion,
    readonly registry: Registry,
    limits: Limits,
  ) {
    super(version, limits);
    this.list = new CodecResolver(this, registry, this.types).lists;
  }
}
