import type { Edit } from '@bothy/ue4-codec';
import { inject, provide, type InjectionKey } from 'vue';
import { useAct } from '../../../ui/use-act.js';
import type { OpenSave } from '../open-save.js';

type MakeEdits = (edits: Edit | readonly Edit[]) => Promise<void>;

const key: InjectionKey<MakeEdits> = Symbol('edits of a form');

/** Edits of the forms below are meant for the state that is shown in them. */
export function provideEdits(save: () => OpenSave, revision: () => number): void {
  provide(key, (edits) => save().edit(edits, revision()));
}

/** Makes edits of what a form shows, one act at a time. */
export function useEdits() {
  const { busy, act } = useAct();
  const make = inject(key);
  if (make === undefined) throw new Error('a form stands outside of its panel');
  return { busy, edit: (edits: Edit | readonly Edit[]) => act(() => make(edits)) };
}
