import { within } from '../errors.js';
import type { HeldProperty, PropertyHolder } from './codec.js';

/** Calls `act` for every property of a list and of the lists inside it, decoding them on the way. */
export function eachProperty(list: PropertyHolder, act: (property: HeldProperty) => void): void {
  const visit = (inner: PropertyHolder): void => {
    for (const property of inner.items) {
      const { codec, value } = property;
      act(property);
      // Names the way to what is wrong further in.
      if (codec.eachList !== undefined) within(property.label, () => codec.eachList?.(value, visit));
    }
  };
  visit(list);
}
