import { SaveError } from '../errors.js';
import type { Parts } from './codec.js';
import { parseNamed } from './property-json.js';
import type { PayloadCodecs, Property } from './property.js';
import type { PropertyList } from './property-list.js';
import type { TypeTable } from './property-type.js';

/** Properties by name. A name may occur more than once: it leads to the first, the others are reached by index. */
export function propertyListParts(types: TypeTable, codecs: PayloadCodecs): Parts<PropertyList> {
  return {
    kind: 'record',
    count: (list) => list.length,
    at(list, index) {
      const property = list.items[index] as Property;
      return {
        step: property.label,
        type: property.type.toString(),
        get codec() {
          return property.codec;
        },
        get value() {
          return property.value;
        },
      };
    },
    indexOf: (list, step) => list.items.findIndex((item) => item.label === step),
    replace: (list, index, value) => list.with(index, (list.items[index] as Property).withValue(value)),
    insert(list, index, json, context, name) {
      if (name === undefined) throw new SaveError('bad-path', 'a property is put in by its name');
      if (json === null || typeof json !== 'object' || Array.isArray(json)) {
        throw new SaveError('bad-value', 'a property is put in as {"type", "value"}');
      }
      const { name: ignored, ...given } = json;
      if (ignored !== undefined && ignored !== name)
        throw new SaveError('bad-value', 'the name differs from the one in the path');
      return list.insert(index, parseNamed(name, given, { ...context, types, codecs, at: index }));
    },
    remove: (list, index) => list.without(index),
    duplicate: (list, index) => list.insert(index + 1, list.items[index] as Property),
  };
}
