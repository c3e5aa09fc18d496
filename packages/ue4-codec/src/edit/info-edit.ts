import { SaveError } from '../errors.js';
import { editTwin, infoName, setTwin } from '../icarus/twin.js';
import type { ProspectSave } from '../save.js';
import { insertionIndex, type JsonAct, type JsonStep } from './json-edit.js';

/** A prospect with one place of its `info` changed, in both copies. */
export function editInfo(save: ProspectSave, steps: readonly JsonStep[], act: JsonAct): ProspectSave {
  return untold(() => {
    if (act.op === 'set') return setTwin(save, steps, act.value);
    const around = steps.slice(0, -1);
    const last = steps.at(-1);
    if (around.length === 0 || last === undefined) throw new SaveError('bad-path', 'the members of info are fixed');
    const count = save.document.length([infoName, ...around]) ?? 0;
    const step = act.op === 'insert' && typeof last === 'number' ? insertionIndex(last, count) : last;
    return editTwin(save, [...around, step], { op: act.op, json: act.value });
  });
}

/** An error tells the path of the edit; where the copies stand is no part of it. */
function untold<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof SaveError ? new SaveError(error.code, error.problem) : error;
  }
}
