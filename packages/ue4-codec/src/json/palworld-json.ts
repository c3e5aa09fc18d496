import type { PackedContainer } from '../containers/palworld.js';
import { within } from '../errors.js';
import { emitBytes, parseBytes } from '../properties/value-bytes.js';
import { badValue, fieldOf, kindOf, parseFields, parseInteger } from '../properties/value-json.js';
import type { PalworldSave } from '../save.js';
import { gvasSteps, parseContent } from './gvas-json.js';
import type { Json } from './json.js';
import { emitSteps, type JsonStep } from './json-steps.js';
import type { ParseSettings } from './parse-settings.js';

const u32 = 0xffff_ffff;

/**
 * The fields of a save in Palworld's container, without the braces. The packed bytes are given as they were: packing
 * the content anew need not give them, and they are used only while the content is what they hold.
 */
export function palworldSteps({ container, content }: PalworldSave): JsonStep[] {
  const { type, unpackedBytes, packedBytes, chunkHeader, packed } = container;
  return [
    (out) => {
      out.raw(
        `"container":{"packedTimes":${type - 0x30},"unpackedBytes":${unpackedBytes},"packedBytes":${packedBytes},"chunkHeader":`,
      );
      emitBytes(chunkHeader, out);
    },
    (out) => {
      out.raw(',"packed":');
      if (packed === undefined) out.raw('null');
      else emitBytes(packed, out);
    },
    (out) => out.raw('},"content":{'),
    (out) => emitSteps(out, gvasSteps(content)),
    (out) => out.raw('}'),
  ];
}

export const palworldFields = ['container', 'content'] as const;

export function parsePalworld(fields: { [key: string]: Json }, settings: ParseSettings): PalworldSave {
  return {
    kind: 'palworld',
    container: within('container', () => parseContainer(fieldOf(fields, 'container'))),
    content: within('content', () => parseContent(fieldOf(fields, 'content'), settings)),
  };
}

function parseContainer(json: Json): PackedContainer {
  const fields = parseFields(
    json,
    ['packedTimes', 'unpackedBytes', 'packedBytes', 'chunkHeader', 'packed'],
    'a container',
  );
  const times = fieldOf(fields, 'packedTimes');
  if (times !== 1 && times !== 2) throw badValue(`"packedTimes" is 1 or 2, not ${kindOf(times)}`);
  const chunkHeader = parseBytes(fieldOf(fields, 'chunkHeader'));
  if (chunkHeader.length !== 0 && chunkHeader.length !== 12) throw badValue('"chunkHeader" is 12 bytes or none');
  const packed = fieldOf(fields, 'packed');
  return {
    type: times === 1 ? 0x31 : 0x32,
    chunkHeader,
    unpackedBytes: parseInteger(fieldOf(fields, 'unpackedBytes'), 0, u32),
    packedBytes: parseInteger(fieldOf(fields, 'packedBytes'), 0, u32),
    packed: packed === null ? undefined : parseBytes(packed),
  };
}
