import { edit, textOf, type Edit, type Json, type Save } from '@bothy/ue4-codec';
import { act, type Act, type View } from './registry.js';

/** What a file of JSON holds; strings that are JSON objects themselves, as in Characters.json, are taken apart. */
function documentOf(save: Save): Json | undefined {
  switch (save.kind) {
    case 'gvas':
    case 'palworld':
    case 'icarus-prospect':
    case 'icarus-mounts':
      return undefined;
    case 'icarus-flags':
      return { name: textOf(save.name), flags: [...save.flags] };
    default:
      return unfolded(save.document.value() ?? null, 2);
  }
}

/** Characters are strings in a list in the root: two levels are looked into. */
function unfolded(json: Json, levels: number): Json {
  if (typeof json === 'string' && json.startsWith('{')) return parsed(json);
  if (levels === 0 || typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((one) => unfolded(one, levels - 1));
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, unfolded(value, levels - 1)]));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

export const documentViews: Readonly<Record<string, View>> = { document: documentOf };

export interface Edits {
  readonly edits: readonly Edit[];
}

export const documentActs: Readonly<Record<string, Act>> = {
  /** Edits by path, as one step that can be looked at first. */
  edits: act<Edits>((save, { edits }) => edit(save, edits)),
};
