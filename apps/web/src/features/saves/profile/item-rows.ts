import type { Json } from '@bothy/ue4-codec';
import { nameOf, type Items } from '../data/index.js';
import type { NamedRow } from '../preview/row-list.js';
import { listOf, maxNumber, numberOf, objectOf, textOf } from './json-values.js';

/** What the numbers of an item are called; others keep their own name. */
const words: Readonly<Record<string, string>> = { ItemableStack: 'Count' };

/** The items of a stash with the numbers that each has; the key of each is its path. */
export function itemRows(items: readonly Json[], known: Items | undefined): NamedRow[] {
  return items.map((item, index) => {
    const row = textOf(objectOf(objectOf(item)['ItemStaticData'])['RowName']);
    const fields = listOf(objectOf(item)['ItemDynamicData']).flatMap((one, place) => {
      const type = textOf(objectOf(one)['PropertyType']);
      const value = numberOf(objectOf(one)['Value']);
      if (value === undefined) return [];
      const max = type === 'Durability' ? Math.max(known?.durability[row] ?? maxNumber, value) : maxNumber;
      return [
        { key: `ItemDynamicData[${place}].Value`, name: words[type] ?? type, value, min: Math.min(0, value), max },
      ];
    });
    return { key: `Items[${index}]`, label: nameOf(known?.names, row) || `Item ${index + 1}`, raw: row, fields };
  });
}
