import { textOf } from '../io/strings.js';
import type { PropertyList } from '../properties/property-list.js';
import { Nth, type Step } from './path.js';

/** Lists of so many properties or fewer are searched where they stand. */
const few = 16;

/** Of each property of a long list, how many of the same name come before it. */
const counted = new WeakMap<PropertyList, readonly number[]>();

/** How many properties of the same name come before the one at `index`. */
export function nthOf(list: PropertyList, index: number): number {
  const { items } = list;
  if (items.length > few) return ranks(list)[index] ?? 0;
  const own = items[index];
  if (own === undefined) return 0;
  const name = textOf(own.name);
  let nth = 0;
  for (let i = 0; i < index; i += 1) {
    const other = items[i];
    if (other !== undefined && textOf(other.name) === name) nth += 1;
  }
  return nth;
}

function ranks(list: PropertyList): readonly number[] {
  let known = counted.get(list);
  if (known === undefined) {
    const seen = new Map<string, number>();
    known = list.items.map((property) => {
      const name = textOf(property.name);
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      return nth;
    });
    counted.set(list, known);
  }
  return known;
}

/** Where the property stands that a step names, or -1. */
export function positionOf(list: PropertyList, step: Step): number {
  if (typeof step === 'number') return -1;
  const name = step instanceof Nth ? step.name : step;
  let left = step instanceof Nth ? step.nth : 0;
  const { items } = list;
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined || textOf(item.name) !== name) continue;
    if (left === 0) return i;
    left -= 1;
  }
  return -1;
}
