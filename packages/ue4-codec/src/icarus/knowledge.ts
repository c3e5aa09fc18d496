import type { ArchiveVersion } from '../archive/versions.js';
import type { Codec } from '../properties/codec.js';
import type { PropertyList } from '../properties/property-list.js';
import type { Knowledge } from '../registry.js';
import { recorderCodec } from './recorder-data.js';

/** The engine of ICARUS (4.27): its saves have no header that would tell. */
export const icarusVersion: ArchiveVersion = Object.freeze({ ue4: 522, ue5: 0, custom: new Map() });

/** What is known of ICARUS beyond what its bytes tell: `BinaryData` holds properties. */
export const icarusKnowledge: Knowledge = Object.freeze({
  byteArrays: Object.freeze({ BinaryData: (lists) => [recorderCodec(lists as Codec<PropertyList>)] }),
} satisfies Knowledge);
