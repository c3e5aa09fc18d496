import type { Limits } from '../limits.js';
import type { PropertyList } from '../properties/property-list.js';
import type { Codec } from '../properties/codec.js';
import { TypeTable } from '../properties/property-type.js';
import { CodecResolver } from '../properties/resolver.js';
import type { Registry } from '../registry.js';
import { ArchiveFacts } from './facts.js';
import type { ArchiveVersion } from './versions.js';

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
