import {
  type Change,
  diff,
  type Edit,
  edit,
  fromJson,
  inspect,
  type Inspection,
  readSave,
  type Save,
  toJson,
  walk,
  writeSave,
} from '../../../packages/ue4-codec/src/index.js';

/** What the codec gives for a save, as digests where it is long. */
export interface CodecResults {
  readonly inspection: Inspection;
  readonly written: string;
  readonly anew: string;
  readonly json: string;
  /** What came back from JSON. */
  readonly back: string;
  readonly edited: string;
  readonly changes: readonly Change[];
}

type Digest = (bytes: Uint8Array) => Promise<string>;

/** All that a page does to a save: the same code runs in Node and in a worker of the browser. */
export async function runCodec(bytes: Uint8Array, digest: Digest): Promise<CodecResults> {
  const save = readSave(bytes);
  const chunks = [...toJson(save)];
  const edited = edit(save, changeOf(save));
  return {
    inspection: inspect(save),
    written: await digest(writeSave(save)),
    anew: await digest(writeSave(save, { anew: true })),
    json: await digest(new TextEncoder().encode(chunks.join(''))),
    back: await digest(writeSave(fromJson(chunks))),
    edited: await digest(writeSave(edited)),
    changes: [...diff(save, edited)],
  };
}

/** Another text, which is longer than the one before, for one in the middle of the save. */
function changeOf(save: Save): Edit {
  const texts = [...walk(save)].filter(({ type }) => type === 'StrProperty');
  const place = texts[Math.floor(texts.length / 2)];
  if (place === undefined) throw new Error('there is no StrProperty to change');
  return { op: 'set', path: place.path, value: 'Fern, wörtlich 𝄞, and longer than any text that was there before' };
}
