import { SaveError } from '../errors.js';
import { infoName, setTwin } from '../icarus/twin.js';
import type { Json } from '../json/json.js';
import type { ProspectSave } from '../save.js';
import { editJson, type JsonAct, type JsonStep } from './json-edit.js';

/** A prospect with one place of its `info` changed, in both copies. */
export function editInfo(save: ProspectSave, steps: readonly JsonStep[], act: JsonAct): ProspectSave {
  if (act.op === 'set') return inBoth(save, steps, act.value);
  const around = steps.slice(0, -1);
  if (around.length === 0) throw new SaveError('bad-path', 'the members of info are fixed');
  const old: Json = save.document.value([infoName, ...around]) ?? null;
  return inBoth(save, around, editJson(old, steps.slice(-1), act));
}

/** An error tells the path of the edit; where the copies stand is no part of it. */
function inBoth(save: ProspectSave, steps: readonly JsonStep[], value: Json): ProspectSave {
  try {
    return setTwin(save, steps, value);
  } catch (error) {
    throw error instanceof SaveError ? new SaveError(error.code, error.problem) : error;
  }
}
