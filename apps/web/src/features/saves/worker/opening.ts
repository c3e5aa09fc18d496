import {
  inspect,
  readSave,
  SaveError,
  type Opaque,
  type Property,
  type PropertyList,
  type Save,
} from '@bothy/ue4-codec';
import type { Facts, OpaqueGroup, Progress } from './protocol.js';

/** A save that was read, and what is told of it. */
export interface Opened {
  readonly save: Save;
  readonly facts: Facts;
}

/** Bytes that packed content may unpack to: the page holds them, and what they are decoded to. */
const mostInflated = 512 * 1024 * 1024;
/** Properties of a save, at all levels: each takes memory of the page. */
const mostProperties = 4_000_000;
/** Properties that are decoded between two looks at the clock. */
const atOnce = 2000;

/** Reads a save and decodes all of it, a piece at a time. Throws SaveError. */
export function* openSave(bytes: Uint8Array, name: string): Generator<Progress, Opened, undefined> {
  yield { phase: 'unpacking', done: 0, of: bytes.length };
  const save = readSave(bytes, { limits: { inflatedBytes: mostInflated } });
  const census = yield* decodeAll(save);
  const { kind, engine, summary, propertyCount, opaqueBytes } = inspect(save);
  const facts: Facts = {
    name,
    kind,
    sizeBytes: bytes.length,
    properties: propertyCount,
    opaqueBytes,
    opaque: [...census.values()].sort((one, other) => other.bytes - one.bytes),
    engine,
    summary: { ...summary, ...besideOf(save) },
    hashAgrees: kind === 'icarus-prospect' ? summary['hashMatches'] === true : undefined,
  };
  return { save, facts };
}

/** Bytes of a save that stand before all properties, written by the class of the save. */
function besideOf(save: Save): { readonly prefixBytes?: number } {
  const own = save.kind === 'palworld' ? save.content : save;
  return own.kind === 'gvas' && own.prefix.bytes.length > 0 ? { prefixBytes: own.prefix.bytes.length } : {};
}

/** The lists of properties that a save begins with. */
function outermost(save: Save): readonly PropertyList[] {
  switch (save.kind) {
    case 'gvas':
    case 'icarus-prospect':
      return [save.properties];
    case 'palworld':
      return [save.content.properties];
    case 'icarus-mounts':
      return save.recorders.flatMap((recorder) => recorder?.properties ?? []);
    default:
      return [];
  }
}

/** Decodes every property, and gathers what was not understood. */
function* decodeAll(save: Save): Generator<Progress, Map<string, OpaqueGroup>, undefined> {
  const groups = new Map<string, OpaqueGroup>();
  const lists = outermost(save);
  const of = Math.max(
    1,
    lists.reduce((sum, list) => sum + (list.byteLength ?? 0), 0),
  );
  let before = 0;
  let since = 0;
  let seen = 0;
  const take = (amount: number): void => {
    seen += amount;
    if (seen > mostProperties) throw tooMany();
  };
  for (const list of lists) {
    take(list.items.length);
    const base = list.items[0]?.offset ?? 0;
    const open: Property[] = list.items.toReversed();
    let done = before;
    for (let property = open.pop(); property !== undefined; property = open.pop()) {
      const { codec, value } = property;
      if (codec.opaque === true) gather(groups, property);
      const inner: Property[] = [];
      codec.eachList?.(value, (held) => {
        take(held.items.length);
        for (const one of held.items) inner.push(one as Property);
      });
      for (let i = inner.length - 1; i >= 0; i -= 1) open.push(inner[i] as Property);
      done = Math.max(done, before + (property.offset ?? base) - base);
      since += 1;
      if (since >= atOnce) {
        since = 0;
        yield { phase: 'decoding', done: Math.min(done, of), of };
      }
    }
    before += list.byteLength ?? 0;
  }
  yield { phase: 'decoding', done: of, of };
  return groups;
}

function tooMany(): SaveError {
  const most = mostProperties.toLocaleString('en-US');
  return new SaveError('limit', `the save has more than ${most} properties: that is more than the page can hold`);
}

function gather(groups: Map<string, OpaqueGroup>, { label, type, value }: Property): void {
  const known = type.toString();
  const reason = isOpaque(value) ? value.reason : 'its bytes could not be told apart';
  const bytes = (isOpaque(value) ? value.bytes : (value as Uint8Array)).length;
  const key = `${label}\n${known}`;
  const group = groups.get(key) ?? { name: label, type: known, reason, count: 0, bytes: 0 };
  groups.set(key, { ...group, count: group.count + 1, bytes: group.bytes + bytes });
}

function isOpaque(value: unknown): value is Opaque {
  return typeof value === 'object' && value !== null && 'reason' in value;
}
