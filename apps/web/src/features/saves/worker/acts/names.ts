import { Mounts, Prospect } from '@bothy/ue4-codec';
import type { View } from './registry.js';

/** What the page calls that which an act may take out, by its path. */
export type Names = Readonly<Record<string, string>>;

type Named = readonly [path: string, name: string];

export const nameViews: Readonly<Record<string, View>> = {
  names: (save): Names | undefined => {
    if (save.kind === 'icarus-mounts')
      return namesOf(Mounts.from(save).list.map(({ index, name }) => [`SavedMounts[${index}]`, name]));
    if (save.kind !== 'icarus-prospect') return undefined;
    const { info, recorders } = Prospect.from(save);
    return namesOf([
      ...recorders.map(({ index, component }): Named => [`StateRecorderBlobs[${index}]`, component]),
      ...info.members.map(({ characterName, accountName, userId }, index): Named => [
        `info.AssociatedMembers[${index}]`,
        characterName || accountName || userId,
      ]),
    ]);
  },
};

function namesOf(list: readonly Named[]): Names {
  return Object.fromEntries(list.filter(([, name]) => name !== ''));
}
