import { describe, expect, it } from 'vitest';
import { diff } from '../edit/diff.js';
import { SaveError } from '../errors.js';
import { JsonDocument } from '../icarus/json-document.js';
import { EncodedString } from '../io/strings.js';
import { readSave } from '../read-save.js';
import type { FlagsSave, JsonSave, ProspectSave, Save } from '../save.js';
import { corpusFiles, corpusPresent, readCorpus } from '../testing/corpus.js';
import { copyOf, difference } from '../testing/round-trip.js';
import { writeSave } from '../write-save.js';
import { fromJson, toJson } from './save-json.js';

/** The save's JSON, taken from a copy of the input that is overwritten after. */
function jsonOf(input: Uint8Array): string {
  const own = copyOf(input);
  const chunks = [...toJson(readSave(own))];
  own.fill(0);
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(256 * 1024);
  return chunks.join('');
}

function cut(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, i) => text.slice(i * length, (i + 1) * length));
}

function viaText(save: Save): Save {
  return fromJson([[...toJson(save)].join('')]);
}

/** The save of JSON in which a person changed what stands at one place. */
function edited(text: string, from: string | RegExp, to: string): { text: string; save: Save } {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return { text: changed, save: fromJson([changed]) };
}

function problem(text: string): string {
  try {
    fromJson([text]);
  } catch (error) {
    if (error instanceof SaveError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const firstInt = /("IntProperty","value":)(-?\d+)/u;
const hash = ['ProspectBlob', 'Hash'];

/** The part of a Palworld save's JSON that is not about its container. */
function contentOf(text: string): string {
  return text.slice(text.indexOf('"properties":'), text.indexOf('"trailing":'));
}

describe.runIf(corpusPresent)('real saves through JSON', { timeout: 120_000 }, () => {
  it.each(corpusFiles)('%s comes back byte for byte, its input overwritten', (path) => {
    const input = readCorpus(path);
    const text = jsonOf(input);
    const save = fromJson(cut(text, 65_521));
    expect(difference(writeSave(save), input)).toBe('');
    // What came from JSON has the same JSON, so that it may go round as often as one likes.
    const again = [...toJson(save)];
    expect(again.join('') === text).toBe(true);
  });

  it('takes over a value that was changed by hand in a tagged save', () => {
    const input = readCorpus('gvas/Slot1.sav');
    const { text, save } = edited(jsonOf(input), firstInt, '$1123456');
    const output = writeSave(save);
    expect(output.length).toBe(input.length);
    expect(difference(output, input)).not.toBe('');
    expect(jsonOf(output)).toBe(text);
  });

  it('packs anew what was changed in a Palworld container', () => {
    const { text, save } = edited(jsonOf(readCorpus('palworld/LevelMeta.sav')), firstInt, '$177');
    const output = readSave(writeSave(save));
    expect(output.kind).toBe('palworld');
    expect(contentOf([...toJson(output)].join(''))).toBe(contentOf(text));
  });

  it('writes what was changed in a prospect into the packed part', () => {
    const input = readCorpus('icarus/prospect.json');
    const { save } = edited(
      jsonOf(input),
      /("name":"ProspectMapName","type":"StrProperty","value":)"[^"]*"/u,
      '$1"Terrain_Elsewhere"',
    );
    const [before, after] = [readSave(input), readSave(writeSave(save))] as ProspectSave[];
    expect(after?.properties.value('ProspectMapName')).toBe('Terrain_Elsewhere');
    expect(after?.document.value(hash)).not.toBe(before?.document.value(hash));
    expect(after?.document.raw(['ProspectInfo'])).toBe(before?.document.raw(['ProspectInfo']));
  });

  it('writes what was changed in the info of a prospect into both of its copies and nowhere else', () => {
    const input = readCorpus('icarus/prospect.json');
    const { save } = edited(jsonOf(input), '"LobbyName":"","', '"LobbyName":"New \\"name\\"","');
    const changes = [...diff(readSave(input), readSave(writeSave(save)))];
    expect(changes).toEqual([expect.objectContaining({ path: 'info.LobbyName', before: '', after: 'New "name"' })]);
    const lines = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\n');
    const [old, now] = [lines(input), lines(writeSave(save))];
    const apart = now.filter((line, at) => line !== old[at]).map((line) => /"(\w+)"/u.exec(line)?.[1]);
    const derived = ['Hash', 'TotalLength', 'DataLength', 'UncompressedLength', 'BinaryBlob'];
    expect(apart).toEqual(['LobbyName', ...derived]);
  });

  it('writes what was changed in a pet into its numbers alone', () => {
    const input = readCorpus('icarus/Mounts.json');
    const { save } = edited(jsonOf(input), /("name":"Experience","type":"IntProperty","value":)\d+/u, '$15');
    const output = writeSave(save);
    const lines = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\n');
    const [old, now] = [lines(input), lines(output)];
    expect(now.length).toBe(old.length);
    const changed = now.filter((line, at) => line !== old[at]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(4);
  });
});

describe.runIf(corpusPresent)('files of ICARUS that are laid out in another way', () => {
  const spoilt = (path: string, from: string | RegExp, to: string): Uint8Array => {
    const text = new TextDecoder().decode(readCorpus(path));
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return new TextEncoder().encode(changed);
  };

  it.each([
    ['a list of bytes with a space too many', 'icarus/Mounts.json', '16,\n', '16 ,\n'],
    ['bytes that are no properties', 'icarus/Mounts.json', '16,\n', '17,\n'],
    ['a number that is no byte', 'icarus/Mounts.json', '16,\n', '1600,\n'],
    ['other line ends', 'icarus/Mounts.json', /\n/gu, '\r\n'],
    [
      'a wrong hash',
      'icarus/prospect.json',
      '7a64aa11b80984e553aad0aab26d05799461972f',
      '7A64AA11B80984E553AAD0AAB26D05799461972F',
    ],
    ['escapes in the packed part', 'icarus/prospect.json', 'eJz', '\\u0065Jz'],
  ])('%s', { timeout: 60_000 }, (_, path, from, to) => {
    const input = spoilt(path, from, to);
    const text = jsonOf(input);
    expect(difference(writeSave(fromJson(cut(text, 9_999))), input)).toBe('');
    const { save } = edited(text, /("name":"(?:Experience|Version)","type":"IntProperty","value":)\d+/u, '$15');
    expect(difference(writeSave(save), input)).not.toBe('');
  });
});

describe('saves that are JSON, and flags', () => {
  const text = '{\r\n\t"UserID": "1",\r\n\t"Long": 12345678901234567890,\r\n\t"Lone": "\\ud800 \u00e4"\r\n}\r\n';

  it.each([
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
  ] as const)('keeps the text in %s, byte order mark: %s', (encoding, bom) => {
    const save: JsonSave = { kind: 'icarus-profile', document: JsonDocument.of({ text, encoding, bom }) };
    expect(difference(writeSave(viaText(save)), writeSave(save))).toBe('');
  });

  it('keeps very long texts in short chunks', () => {
    const long = JSON.stringify('\ud83d\ude00 "quoted" \ud800'.repeat(60_000));
    const save: JsonSave = {
      kind: 'icarus-bestiary',
      document: JsonDocument.of({ text: long, encoding: 'utf-8', bom: false }),
    };
    const chunks = [...toJson(save)];
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(256 * 1024);
    expect((fromJson(chunks) as JsonSave).document.text).toBe(long);
  });

  it('keeps flags', () => {
    const save: FlagsSave = { kind: 'icarus-flags', name: 'a flag', flags: [0, 1, 0xffff_ffff] };
    expect(viaText(save)).toEqual(save);
    const odd: FlagsSave = { kind: 'icarus-flags', name: new EncodedString('\u00e4', 'ansi', true), flags: [] };
    expect(viaText(odd)).toEqual(odd);
  });
});

describe('what is not the JSON of a save', () => {
  const flags = '{"format":"bothy-save","version":1,"kind":"icarus-flags","name":"a","flags":[1]}';

  it.each([
    ['[]', 'bad-value'],
    ['{}', 'bad-value'],
    ['null', 'bad-value'],
    ['{"format":"bothy-save","version":2}', 'unsupported'],
    [flags.replace('icarus-flags', 'constructor'), 'bad-value: "kind"'],
    [flags.replace('icarus-flags', '__proto__'), 'bad-value: "kind"'],
    [flags.replace('"name"', '"nome"'), 'bad-value: the save has no "name"'],
    [flags.replace('"name"', '"more":1,"name"'), 'bad-value: the save has no field "more"'],
    [flags.replace('[1]', '[-1]'), 'bad-value'],
    [flags.replace('[1]', '[1.5]'), 'bad-value'],
    [flags.replace('[1]', '{}'), 'bad-value'],
    [flags.slice(0, -1), 'malformed'],
    [
      '{"format":"bothy-save","version":1,"kind":"icarus-profile","encoding":"latin1","bom":false,"text":"\\"\u0100\\""}',
      'bad-value',
    ],
    [
      '{"format":"bothy-save","version":1,"kind":"icarus-profile","encoding":"utf-8","bom":false,"text":"\\"\\ud800\\""}',
      'bad-value',
    ],
    [
      '{"format":"bothy-save","version":1,"kind":"icarus-profile","encoding":"utf-8","bom":false,"text":"{,}"}',
      'bad-value',
    ],
    [
      '{"format":"bothy-save","version":1,"kind":"icarus-profile","encoding":"utf-7","bom":false,"text":"{}"}',
      'bad-value',
    ],
    [
      '{"format":"bothy-save","version":1,"kind":"gvas","header":1,"prefixSizeAt":null,"prefix":"","control":null,"properties":[],"trailing":"","sizeBytes":0}',
      'bad-value',
    ],
  ])('%s', (text, wanted) => {
    expect(problem(text)).toContain(wanted);
  });
});
