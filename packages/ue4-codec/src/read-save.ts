import { readGvas } from './archive/gvas.ts';
import { unpackPalworld } from './containers/palworld.ts';
import { countProperties } from './edit/opaque.ts';
import { SaveError } from './errors.ts';
import { readFlags } from './icarus/flags-save.ts';
import { readJsonSave } from './icarus/json-save.ts';
import { readMounts } from './icarus/mounts-save.ts';
import { readProspect } from './icarus/prospect-save.ts';
import { defaultRegistry } from './known.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { ReadOptions } from './read-options.ts';
import { recognise } from './recognise.ts';
import type { Registry } from './registry.ts';
import type { Save } from './save.ts';

/**
 * Reads a save of any kind that {@link recognise} knows. Properties are decoded when they are asked for, so what is
 * broken inside one is told then; `deep` decodes all of them at once. The bytes are kept and must not change.
 *
 * Throws a {@link SaveError} with the offset and the path of what is wrong.
 */
export function readSave(bytes: Uint8Array, options: ReadOptions = {}): Save {
  const limits = { ...defaultLimits, ...options.limits };
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
      throw unknown(bytes);
    default:
      return readJsonSave(bytes, kind);
  }
}

/** Why nothing was recognised, where the bytes tell. */
function unknown(bytes: Uint8Array): SaveError {
  if (bytes.length === 0) return new SaveError('not-a-save', 'this file is empty', 0);
  return new SaveError('not-a-save', 'this is no save of a kind that is known here', 0);
}
