import type { Save } from '@bothy/ue4-codec';

/** What the page is shown of a save: plain data; undefined where the save has nothing of the sort. */
export type View = (save: Save) => unknown;

/** One step that changes a save. */
export type Act = (save: Save, args: unknown) => Save;

/** An act whose arguments come from the page of the same build, typed there by the same interface. */
export function act<A>(run: (save: Save, args: A) => Save): Act {
  return (save, args) => run(save, args as A);
}

/** The save as one of that kind; acts are offered for no other. */
export function expectKind<K extends Save['kind']>(save: Save, kind: K): Extract<Save, { kind: K }> {
  if (save.kind !== kind) throw new TypeError(`this act is for ${kind}, not for ${save.kind}`);
  return save as Extract<Save, { kind: K }>;
}
