import type { SaveKind } from '@bothy/ue4-codec';

const words: Readonly<Record<SaveKind, string>> = {
  gvas: 'Unreal Engine save',
  palworld: 'Palworld save',
  'icarus-prospect': 'Icarus prospect',
  'icarus-mounts': 'Icarus pets and mounts',
  'icarus-profile': 'Icarus profile',
  'icarus-characters': 'Icarus characters',
  'icarus-associated-prospects': 'Icarus list of prospects',
  'icarus-meta-inventory': 'Icarus inventory',
  'icarus-loadouts': 'Icarus loadouts',
  'icarus-accolades': 'Icarus accolades',
  'icarus-bestiary': 'Icarus bestiary',
  'icarus-flags': 'Icarus flags',
};

/** What a save is, for people. */
export function kindWords(kind: SaveKind): string {
  return words[kind];
}

/** What is to be known before the file is put back; undefined where nothing is. */
export function putBackWarning(kind: SaveKind): string | undefined {
  if (kind === 'icarus-prospect')
    return 'Close the game and let everyone leave the prospect before you put this file back. Steam Cloud may restore the old one.';
  if (kind.startsWith('icarus-'))
    return 'Close the game before you put this file back. Steam Cloud may restore the old one.';
  return undefined;
}
