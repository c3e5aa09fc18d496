import { inspect, type Json, Opaque, type Save, walk } from '@bothy/ue4-codec';
import type { Call } from '../command.js';
import { countOf, printable } from './printable.js';
import { decodedBytes, readSaveFile, tellTrouble, withEach } from './save-files.js';
import { summaryLines } from './summary-lines.js';

/** So many of the places that stayed opaque are told. */
const mostPlaces = 20;

interface OpaquePlace {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  readonly why: string;
}

/** `bothy saves inspect FILE…` */
export function inspectSaves({ given, terminal }: Call, ...files: string[]): Promise<number> {
  const tellOne = async (file: string): Promise<void> => {
    const { bytes, save } = await readSaveFile(file, terminal);
    const facts = factsOf(save, bytes.length);
    terminal.out(given.json ? `${JSON.stringify({ save: { file, ...facts } })}\n` : text(file, facts));
  };
  return withEach(files, tellOne, (trouble) => tellTrouble(terminal, given.json, trouble));
}

type Facts = ReturnType<typeof factsOf>;

function factsOf(save: Save, sizeBytes: number) {
  const { kind, engine = null, propertyCount, opaqueBytes, summary } = inspect(save);
  const unpackedBytes = decodedBytes(save, sizeBytes);
  const opaque = opaqueBytes === 0 ? [] : opaquePlaces(save);
  return { kind, engine, sizeBytes, unpackedBytes, propertyCount, opaqueBytes, opaque, summary };
}

function opaquePlaces(save: Save): OpaquePlace[] {
  const places = beside(save);
  for (const { path, type, value } of walk(save)) {
    if (!(value instanceof Opaque)) continue;
    places.push({ path, type, bytes: value.bytes.length, why: value.reason });
    if (places.length >= mostPlaces) break;
  }
  return places;
}

/** What stands before and behind the properties. */
function beside(save: Save): OpaquePlace[] {
  if (save.kind === 'palworld') return beside(save.content);
  if (save.kind !== 'gvas' || save.prefix.bytes.length === 0) return [];
  const why = 'the class of the save writes this before its properties, in a form of its own';
  return [{ path: '', type: 'prefix', bytes: save.prefix.bytes.length, why }];
}

function text(file: string, facts: Facts): string {
  const { sizeBytes, unpackedBytes, opaque } = facts;
  const unpacked = unpackedBytes === sizeBytes ? '' : `, ${countOf(unpackedBytes)} unpacked`;
  const rows: (readonly [string, string])[] = [
    ['kind', facts.kind],
    ...(facts.engine === null ? [] : [['engine', facts.engine] as const]),
    ['size', `${countOf(sizeBytes)} bytes${unpacked}`],
    ['properties', countOf(facts.propertyCount)],
    ['opaque', `${countOf(facts.opaqueBytes)} bytes`],
    ...opaque.map(
      ({ path, type, bytes, why }) => ['', `${path} ${type}, ${countOf(bytes)} bytes: ${why}`.trim()] as const,
    ),
    ...summaryLines(facts.summary as { readonly [name: string]: Json }),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${printable(name).padEnd(width)}  ${printable(value)}\n`);
  return `${printable(file)}\n${lines.join('')}`;
}
