import { SaveError } from '../errors.js';
import type { ArchiveFacts } from '../archive/facts.js';
import type { PropertyList } from '../properties/property-list.js';
import type { MountsSave } from '../save.js';
import { numberIn, textIn, withJson, withJsonIfThere } from './property-edit.js';

/** Ids that the game has not given yet: those it gives count up from 1, those of objects count down from 2^31. */
const least = 1_000_000_000;
const span = 1_000_000_000;

/** The ids that the pets of a file have. */
export function usedIds(save: MountsSave): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const recorder of save.recorders) {
    if (recorder === undefined) continue;
    const own = numberIn(recorder.properties, 'IcarusActorGUID');
    if (own !== undefined) ids.add(own);
    const object = /_(\d+)$/u.exec(textIn(recorder.properties, 'ObjectFName') ?? '')?.[1];
    if (object !== undefined) ids.add(Number(object));
  }
  return ids;
}

/** An id that no pet of the file has. */
export function freshId(save: MountsSave): number {
  const used = usedIds(save);
  const random = new Uint32Array(1);
  for (;;) {
    const id = least + ((crypto.getRandomValues(random)[0] as number) % span);
    if (!used.has(id)) return id;
  }
}

/** A pet under another id: as an actor, and in the names of its object. */
export function withId(properties: PropertyList, id: number, archive: ArchiveFacts): PropertyList {
  if (!Number.isInteger(id) || id < 1 || id > 0x7fffffff) throw new SaveError('bad-value', `${id} is no id of a pet`);
  const named = (name: string) => (textIn(properties, name) ?? '').replace(/_\d+$/u, `_${id}`);
  const actor = withJson(properties, 'IcarusActorGUID', id, archive);
  return withJsonIfThere(
    withJsonIfThere(actor, 'ObjectFName', named('ObjectFName'), archive),
    'ActorPathName',
    named('ActorPathName'),
    archive,
  );
}

/** A pet of another class: in the names of its object too, whose numbers stay. */
export function withActorClass(properties: PropertyList, actorClass: string, archive: ArchiveFacts): PropertyList {
  const old = textIn(properties, 'ActorClassName') ?? '';
  const renamed = (name: string) => {
    const text = textIn(properties, name) ?? '';
    const at = old === '' ? -1 : text.lastIndexOf(old);
    return at < 0 ? text : text.slice(0, at) + actorClass + text.slice(at + old.length);
  };
  const classed = withJson(properties, 'ActorClassName', actorClass, archive);
  return withJsonIfThere(
    withJsonIfThere(classed, 'ObjectFName', renamed('ObjectFName'), archive),
    'ActorPathName',
    renamed('ActorPathName'),
    archive,
  );
}
