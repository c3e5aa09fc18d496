import type { ArchiveFacts } from '../archive/facts.js';
import type { SaveReader } from '../archive/save-stream.js';
import type { Json } from '../json/json.js';
import { tooDeep } from '../limits.js';
import { choice, implied, nullable } from './choice.js';
import type { Codec, ParseContext } from './codec.js';
import { scalars } from './scalars.js';
import { dialectId, textDialects, type TextDialect } from './text-dialect.js';
import { textHistories, type TextHistories } from './text-histories.js';

/** An `FText`: how it came about, so that the game can say it in another language. */
export interface Text {
  readonly flags: number;
  /** What the text is made of: the other fields depend on it. */
  readonly history: string;
  readonly [field: string]: unknown;
}

/** Where the number of the history stands in a text: behind the flags. */
const historyAt = 4;

function textCodec(dialect: TextDialect): Codec<Text> {
  // Texts are made of texts: the histories take the codec that is made of them.
  let histories: TextHistories | undefined;
  const all = (): TextHistories => (histories ??= textHistories(codec, dialect));
  const invariant = dialect.invariant ? nullable(scalars.string) : implied(null);
  const one = choice<Text>({
    id: dialectId(dialect),
    minSize: 5 + invariant.minSize,
    stored(reader: SaveReader) {
      const number = reader.at + historyAt < reader.end ? reader.bytes[reader.at + historyAt] : undefined;
      return number === undefined ? undefined : (all().stored((number << 24) >> 24, reader) as Codec<Text> | undefined);
    },
    of: (value) => all().of(value) as Codec<Text>,
    told: (json: { [key: string]: Json }) => all().of(json) as Codec<Text> | undefined,
  });
  const codec: Codec<Text> = Object.freeze({
    ...one,
    read(reader: SaveReader): Text {
      try {
        reader.enter();
        return one.read(reader);
      } finally {
        reader.leave();
      }
    },
    parse(json: Json, context: ParseContext): Text {
      const depth = (context.depth ?? 0) + 1;
      if (depth > context.archive.limits.depth) throw tooDeep(context.archive.limits);
      return one.parse(json, { ...context, depth });
    },
  });
  return codec;
}

const codecs = new Map<string, Codec<Text>>();

/** How `TextProperty` may be stored in an archive, the likeliest first. */
export function textCodecs(archive: ArchiveFacts): readonly Codec<Text>[] {
  return textDialects(archive).map((dialect) => {
    const id = dialectId(dialect);
    let codec = codecs.get(id);
    if (codec === undefined) {
      codec = textCodec(dialect);
      codecs.set(id, codec);
    }
    return codec;
  });
}
