import type { Change, Json } from '@bothy/ue4-codec';
import { count } from '../../../ui/time-words.js';
import type { Names } from '../worker/acts/names.js';

const longest = 140;

/** A value of a change in few words. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : (propertyWords(value) ?? JSON.stringify(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What stood at a place; what goes altogether is called by its name where it has one. */
export function goneWords({ path, kind, before }: Change, names: Names | undefined): string {
  return (kind === 'removed' ? names?.[path] : undefined) ?? valueWords(before);
}

/** "Mission: OLY_Forest_Scan, Status: 1": properties without their types; undefined for anything else. */
function propertyWords(value: Json): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words = value.map((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return undefined;
    const { name, type, value: own } = one;
    if (typeof name !== 'string' || type === undefined || own === undefined) return undefined;
    return `${name}: ${valueWords(own)}`;
  });
  return words.includes(undefined) ? undefined : words.join(', ');
}

/** "3 places change, 2 are added, 41 are removed" */
export function previewWords(list: readonly Change[], more: boolean): string {
  const of = (...kinds: Change['kind'][]) => list.filter(({ kind }) => kinds.includes(kind)).length;
  const changed = of('changed', 'type');
  const [added, removed] = [of('added'), of('removed')];
  const parts = [
    changed ? `${count(changed)} ${changed === 1 ? 'place changes' : 'places change'}` : '',
    added ? `${count(added)} ${added === 1 ? 'is' : 'are'} added` : '',
    removed ? `${count(removed)} ${removed === 1 ? 'is' : 'are'} removed` : '',
  ].filter(Boolean);
  if (!parts.length) return 'Nothing changes';
  return `${parts.join(', ')}${more ? ', and more' : ''}`;
}
