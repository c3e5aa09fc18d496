import { writeGvas } from './archive/gvas.js';
import { packPalworld } from './containers/palworld.js';
import { writeFlags } from './icarus/flags-save.js';
import { writeJsonSave } from './icarus/json-save.js';
import { writeMounts } from './icarus/mounts-save.js';
import { writeProspect } from './icarus/prospect-save.js';
import type { Save } from './save.js';

export interface WriteOptions {
  /** Writes every value from what was decoded, where untouched bytes are copied by default: for checking the codec. */
  readonly anew?: boolean;
}

/** The bytes of a save: those it was read from, but for what was edited and for the sizes and sums that depend on it. */
export function writeSave(save: Save, { anew = false }: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  switch (save.kind) {
    case 'gvas':
      return writeGvas(save, anew);
    case 'palworld':
      return packPalworld(save.container, writeGvas(save.content, anew));
    case 'icarus-prospect':
      return writeProspect(save, anew);
    case 'icarus-mounts':
      return writeMounts(save, anew);
    case 'icarus-flags':
      return writeFlags(save);
    default:
      return writeJsonSave(save);
  }
}
