import { within } from '../errors.js';
import { emitStr, fieldOf, parseInteger, parseList, parseStr } from '../properties/value-json.js';
import type { FlagsSave } from '../save.js';
import type { Json } from './json.js';
import { emitList, type JsonStep } from './json-steps.js';

const u32 = 0xffff_ffff;

export const flagsFields = ['name', 'flags'] as const;

/** The fields of a file of flags, without the braces. */
export function flagsSteps({ name, flags }: FlagsSave): JsonStep[] {
  return [
    (out) => {
      out.raw('"name":');
      emitStr(name, out);
    },
    (out) => out.raw(',"flags":'),
    (out) => emitList(out, flags, (flag, to) => to.raw(String(flag))),
  ];
}

export function parseFlags(fields: { [key: string]: Json }): FlagsSave {
  const list = parseList(fieldOf(fields, 'flags'), '"flags"');
  return {
    kind: 'icarus-flags',
    name: within('name', () => parseStr(fieldOf(fields, 'name'))),
    flags: within('flags', () => list.map((flag) => parseInteger(flag, 0, u32))),
  };
}
