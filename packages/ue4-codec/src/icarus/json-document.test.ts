import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { editEmbedded, embeddedDocument } from './embedded-json.js';
import { JsonDocument } from './json-document.js';

const of = (text: string) => JsonDocument.of({ text, encoding: 'utf-8', bom: false });

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof SaveError ? error.code : String(error);
  }
  return 'nothing thrown';
}

/** As the game lays it out. */
const game = [
  '{',
  '\t"ProspectInfo":',
  '\t{',
  '\t\t"ProspectID": "Sp10",',
  '\t\t"AssociatedMembers": [',
  '\t\t\t{',
  '\t\t\t\t"ChrSlot": 0',
  '\t\t\t}',
  '\t\t],',
  '\t\t"Flags": [ 5, 26 ],',
  '\t\t"CustomSettings": []',
  '\t}',
  '}',
].join('\r\n');

describe('a JSON document', () => {
  it('finds values by path', () => {
    const document = of(game);
    expect(document.value(['ProspectInfo', 'AssociatedMembers', 0, 'ChrSlot'])).toBe(0);
    expect(document.value(['ProspectInfo', 'Flags'])).toEqual([5, 26]);
    expect(document.has(['ProspectInfo', 'Flags', 2])).toBe(false);
    expect(document.has(['ProspectInfo', 0])).toBe(false);
    expect(document.length(['ProspectInfo', 'Flags'])).toBe(2);
    expect(document.length(['ProspectInfo', 'ProspectID'])).toBe(undefined);
    expect(document.names(['ProspectInfo'])).toEqual(['ProspectID', 'AssociatedMembers', 'Flags', 'CustomSettings']);
    expect(document.value([])).toEqual(JSON.parse(game));
  });

  it('replaces the text of a value and nothing else', () => {
    const edited = of(game).replace(['ProspectInfo', 'ProspectID'], 'Büro "1"\n');
    expect(edited.text).toBe(game.replace('"Sp10"', '"Büro \\"1\\"\\n"'));
  });

  it('makes several changes at once', () => {
    const edited = of(game).edit([
      { path: ['ProspectInfo', 'Flags'], json: [1, 2, 3] },
      { path: ['ProspectInfo', 'ProspectID'], json: 'A' },
    ]);
    expect(edited.text).toBe(game.replace('[ 5, 26 ]', '[ 1, 2, 3 ]').replace('Sp10', 'A'));
  });

  it('refuses changes that meet', () => {
    const changes = [
      { path: ['ProspectInfo'], json: 1 },
      { path: ['ProspectInfo', 'Flags'], json: 2 },
    ];
    expect(codeOf(() => of(game).edit(changes))).toBe('bad-path');
  });

  it('lays out what comes in as the file does', () => {
    const path = ['ProspectInfo', 'AssociatedMembers'];
    const edited = of(game).insert(path, 1, { ChrSlot: 1, Inner: { A: true }, List: [{ B: null }] });
    const added = [
      '\t\t\t},',
      '\t\t\t{',
      '\t\t\t\t"ChrSlot": 1,',
      '\t\t\t\t"Inner":',
      '\t\t\t\t{',
      '\t\t\t\t\t"A": true',
      '\t\t\t\t},',
      '\t\t\t\t"List": [',
      '\t\t\t\t\t{',
      '\t\t\t\t\t\t"B": null',
      '\t\t\t\t\t}',
      '\t\t\t\t]',
      '\t\t\t}',
      '\t\t],',
    ].join('\r\n');
    expect(edited.text).toBe(game.replace('\t\t\t}\r\n\t\t],', added));
  });

  it('takes back what it put in', () => {
    const document = of(game);
    for (const [path, at] of [
      [['ProspectInfo', 'AssociatedMembers'], 0],
      [['ProspectInfo', 'AssociatedMembers'], 1],
      [['ProspectInfo', 'Flags'], 0],
      [['ProspectInfo', 'Flags'], 1],
      [['ProspectInfo', 'Flags'], 2],
    ] as const) {
      const more = document.insert(path, at, { X: [1] });
      expect(more.value([...path, at])).toEqual({ X: [1] });
      expect(more.remove([...path, at]).text).toBe(game);
    }
    const named = document.setProperty(['ProspectInfo'], 'New', { A: 1 });
    expect(named.value(['ProspectInfo', 'New'])).toEqual({ A: 1 });
    expect(named.remove(['ProspectInfo', 'New']).text).toBe(game);
  });

  it('fills and empties lists', () => {
    const path = ['ProspectInfo', 'CustomSettings'];
    const one = of(game).insert(path, 0, 'x');
    expect(one.text).toBe(game.replace('"CustomSettings": []', '"CustomSettings": [\r\n\t\t\t"x"\r\n\t\t]'));
    expect(one.remove([...path, 0]).text).toBe(game);
    expect(of('{"a":[]}').insert(['a'], 0, { b: [1, 2] }).text).toBe('{"a":[{"b":[1,2]}]}');
  });

  it('counts the last of two names', () => {
    const document = of('{"a":1,"b":2,"a":3}');
    expect(document.value(['a'])).toBe(3);
    expect(document.replace(['a'], 4).text).toBe('{"a":1,"b":2,"a":4}');
  });

  it('leaves numbers over 2^53 as they stand', () => {
    const document = of('{"a":123456789012345678901234567890,"b":1.50,"c":1e3}');
    expect(document.raw(['a'])).toBe('123456789012345678901234567890');
    expect(document.replace(['c'], 9_007_199_254_740_993n).text).toBe(
      '{"a":123456789012345678901234567890,"b":1.50,"c":9007199254740993}',
    );
  });

  it.each(['', '{', '{"a":1,}', '// x\n{}', '{a:1}', '[1 2]', '{} {}', '"', '{"a":"\t"}', "{'a':1}", 'NaN', '01'])(
    'refuses %j',
    (text) => {
      expect(codeOf(() => of(text))).toBe('malformed');
    },
  );

  it('refuses what is nested too deep', () => {
    expect(codeOf(() => of('['.repeat(10_000) + ']'.repeat(10_000)))).toBe('limit');
    expect(codeOf(() => of('{"a":'.repeat(200_000)))).toBe('limit');
    expect(of(`${'['.repeat(900)}${']'.repeat(900)}`).length([])).toBe(1);
  });

  it('refuses values that JSON cannot hold, and places that are none', () => {
    expect(codeOf(() => of(game).replace(['ProspectInfo'], Number.NaN))).toBe('bad-value');
    expect(codeOf(() => of(game).replace(['Nothing'], 1))).toBe('bad-path');
    expect(codeOf(() => of(game).insert(['ProspectInfo', 'Flags'], 4, 1))).toBe('bad-path');
    expect(codeOf(() => of(game).insert(['ProspectInfo'], 0, 1))).toBe('bad-path');
    expect(codeOf(() => of(game).remove([]))).toBe('bad-path');
    expect(codeOf(() => of(game).remove(['ProspectInfo', 'Flags', 2]))).toBe('bad-path');
  });
});

describe('the encoding of a document', () => {
  const text = '{"Name":"Ünï \\ud800 𝄞"}';
  const bom = [0xff, 0xfe];
  const little = (from: string) => [...from].flatMap((one) => [...Buffer.from(one, 'utf16le')]);
  const kinds: readonly (readonly [string, readonly number[]])[] = [
    ['utf-8', [...new TextEncoder().encode(text)]],
    ['utf-8 with a mark', [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]],
    ['utf-16le with a mark', [...bom, ...little(text)]],
    ['utf-16le', little(text)],
    ['utf-16be with a mark', [0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()]],
    ['utf-16be', [...Buffer.from(text, 'utf16le').swap16()]],
  ];

  it.each(kinds)('%s is kept through an edit', (_, bytes) => {
    const document = JsonDocument.parse(Uint8Array.from(bytes));
    expect([...document.toBytes()]).toEqual(bytes);
    expect(document.value(['Name'])).toBe('Ünï \ud800 𝄞');
    const back = document.replace(['Name'], 'é𝄞').replaceString(['Name'], 'Ünï \ud800 𝄞');
    expect([...back.toBytes()]).toEqual(bytes);
  });

  it('keeps bytes that are no UTF-8', () => {
    const bytes = Uint8Array.from([...Buffer.from('{"A":"x', 'latin1'), 0xe4, 0xff, ...Buffer.from('"}', 'latin1')]);
    const document = JsonDocument.parse(bytes);
    expect(document.encoding).toBe('latin1');
    expect(document.toBytes()).toEqual(bytes);
    expect(Buffer.from(document.setProperty([], 'B', 'ä→𝄞').toBytes()).toString('latin1')).toBe(
      '{"A":"xäÿ","B":"ä\\u2192\\ud834\\udd1e"}',
    );
  });
});

describe('JSON inside a string', () => {
  const inner = '{"Name":"A\\u00e4/\\/","XP":1}';
  const outer = `{\n  "Characters.json": [\n    ${JSON.stringify(inner).replace('/', '\\/')},\n    "{}"\n  ]\n}`;

  it('is read and edited in its own style, the rest of the string as it was', () => {
    const document = of(outer);
    const path = ['Characters.json', 0];
    expect(embeddedDocument(document, path).value(['Name'])).toBe('Aä//');
    const edited = editEmbedded(document, path, (one) => one.replace(['XP'], 23).setProperty([], 'Deep', { Q: '"' }));
    expect(embeddedDocument(edited, path).text).toBe('{"Name":"A\\u00e4/\\/","XP":23,"Deep":{"Q":"\\""}}');
    expect(edited.text).toBe(outer.replace('\\"XP\\":1', '\\"XP\\":23,\\"Deep\\":{\\"Q\\":\\"\\\\\\"\\"}'));
    expect(editEmbedded(edited, path, (one) => one.replace(['XP'], 1).remove(['Deep'])).text).toBe(outer);
  });
});

describe.runIf(corpusPresent)('real documents (the corpus is present)', () => {
  it.each(['icarus/Mounts.json', 'icarus/prospect.json'])('%s is kept, and quick to edit', (file) => {
    const bytes = readCorpus(file);
    const document = JsonDocument.parse(bytes);
    expect(Buffer.compare(document.toBytes(), bytes)).toBe(0);
  });

  it('puts numbers back as they were laid out', () => {
    const document = JsonDocument.parse(readCorpus('icarus/Mounts.json'));
    const changes = Array.from({ length: 10 }, (_, i) => ['SavedMounts', i, 'RecorderBlob', 'BinaryData']).map(
      (path) => ({ path, json: document.value(path) ?? null }),
    );
    expect(document.edit(changes).text).toBe(document.text);
  });
});
