import { readGvas } from './archive/gvas.js';
import { unpackPalworld } from './containers/palworld.js';
import { countProperties } from './edit/opaque.js';
import { unknownSave } from './containers/signatures.js';
import { SaveError } from './errors.js';
import { readFlags } from './icarus/flags-save.js';
import { readJsonSave } from './icarus/json-save.js';
import { readMounts } from './icarus/mounts-save.js';
import { readProspect } from './icarus/prospect-save.js';
import { defaultRegistry } from './known.js';
import { limitsOf, type Limits } from './limits.js';
import type { ReadOptions } from './read-options.js';
import { recognise } from './recognise.js';
import type { Registry } from './registry.js';
import type { Save } from './save.js';

/**
 * Reads a save of any kind that {@link recognise} knows. Properties are decoded when they are asked for, so what is
 * broken inside one is told then; `deep` decodes all of them at once. The bytes are kept and must not change.
 *
 * Throws a {@link SaveError} with the offset and the path of what is wrong.
 */
export function readSave(bytes: Uint8Array, options: ReadOptions = {}): Save {
  const limits = limitsOf(options.limits);
  if (bytes.length > limits.fileBytes) {
    throw new SaveError('limit', `this file has ${bytes.length} bytes where ${limits.fileBytes} are allowed`);
  }
  const save = readKind(bytes, options.registry ?? defaultRegistry, limits);
  if (options.deep === true) countProperties(save);
  return save;
}

function readKind(bytes: Uint8Array, registry: Registry, limits: Limits): Save {
  const kind = recognise(bytes);
  switch (kind) {
    case 'gvas':
      return readGvas(bytes, registry, limits);
    case 'palworld': {
      const { container, content } = unpackPalworld(bytes, limits);
      return { kind, container, content: readGvas(content, registry, limits) };
    }
    case 'icarus-prospect':
      return readProspect(bytes, registry, limits);
    case 'icarus-mounts':
      return readMounts(bytes, registry, limits);
    case 'icarus-flags':
      return readFlags(bytes);
    case 'unknown':
      throw unknownSave(bytes);
    default:
      return readJsonSave(bytes, kind);
  }
}
