import type { HeldProperty, PropertyHolder } from './codec.js';

/** Calls `act` for every property of a list and of the lists inside it, decoding them on the way. */
export function eachProperty(list: PropertyHolder, act: (property: HeldProperty) => void): void {
  const visit = (inner: PropertyHolder): void => {
    for (const property of inner.items) {
      act(property);
      property.codec.eachList?.(property.value, visit);
    }
  };
  visit(list);
}
