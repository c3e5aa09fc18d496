import { deflateSync } from 'node:zlib';
import { ue427 } from '../../../../packages/ue4-codec/src/testing/engines.js';
import { array, struct } from '../../../../packages/ue4-codec/src/testing/containers.js';
import { palworldSample } from '../../../../packages/ue4-codec/src/testing/icarus-samples.js';
import { buildSave, type TestValue } from '../../../../packages/ue4-codec/src/testing/save-builder.js';
import { int32, str } from '../../../../packages/ue4-codec/src/testing/values.js';
import { requireSaveProgram } from './save-program.js';
import type { TestApp } from './test-app.js';

export const megabyte = 1024 * 1024;

export { mountsSample, prospectSample } from '../../../../packages/ue4-codec/src/testing/icarus-samples.js';

/** A word that stands in the save and must stand nowhere else. */
export const heroName = 'Brunhilde-of-the-Seven-Lakes';

export const smallSave = (): Buffer =>
  Buffer.from(
    buildSave(ue427, [
      { name: 'Gold', value: int32(10) },
      { name: 'Hero', value: str(heroName) },
      { name: 'Items', value: array({ name: 'IntProperty', params: [] }, [int32(1), int32(2), int32(3)]) },
    ]),
  );

/** A sound save of so many bytes and a few more: numbers, and very many properties. */
export const largeSave = (sizeBytes: number): Buffer => {
  const one = Buffer.from(buildSave(ue427, [{ name: 'Gold', value: int32(10) }]));
  const end = Buffer.from(buildSave(ue427, []));
  // From the first property on, up to the `None` at the end: nine bytes of it, and four behind it.
  const property = one.subarray(end.length - 13, one.length - 13);
  const count = Math.floor((sizeBytes - end.length) / property.length);
  const properties = Buffer.alloc(count * property.length);
  for (let at = 0; at < properties.length; at += property.length) property.copy(properties, at);
  return Buffer.concat([end.subarray(0, -13), properties, end.subarray(-13)]);
};

/** A list of two texts, each of so many bytes. */
export const chapters = (sizeBytes: number): Buffer => {
  const one = struct('Chapter', [{ name: 'Text', value: str('x'.repeat(sizeBytes)) }]);
  return Buffer.from(buildSave(ue427, [{ name: 'Chapters', value: array(one.type, [one, one]) }]));
};

/** Structs in structs. */
export const deepSave = (depth: number): Buffer => {
  let value: TestValue = int32(1);
  for (let level = 0; level < Math.min(depth, 60); level += 1) value = struct('Nest', [{ name: 'In', value }]);
  const some = Buffer.from(buildSave(ue427, [{ name: 'Out', value }]));
  return depth <= 60 ? some : tagsWithoutEnd(depth);
};

/** Only the tags, each inside the last: what they say of their sizes is true as far as the file goes. */
const tagsWithoutEnd = (depth: number): Buffer => {
  const empty = Buffer.from(buildSave(ue427, []));
  const text = (words: string) => {
    const bytes = Buffer.alloc(5 + words.length);
    bytes.writeInt32LE(words.length + 1, 0);
    bytes.write(words, 4, 'latin1');
    return bytes;
  };
  const none = text('None');
  const tagBytes = Buffer.concat([text('In'), text('StructProperty')]).length + 8 + text('Nest').length + 17;
  const parts: Buffer[] = [];
  for (let left = depth; left > 0; left -= 1) {
    const sizes = Buffer.alloc(8);
    sizes.writeInt32LE((left - 1) * tagBytes + left * none.length, 0);
    parts.push(Buffer.concat([text('In'), text('StructProperty'), sizes, text('Nest'), Buffer.alloc(17)]));
  }
  const ends = Buffer.concat(Array.from({ length: depth + 1 }, () => none));
  return Buffer.concat([empty.subarray(0, -13), ...parts, ends, Buffer.alloc(4)]);
};

export const palworldSave = (): Buffer => Buffer.from(palworldSample(smallSave(), false));

/** A container whose content unpacks to far more than it has. */
export const zipBomb = (unpackedBytes: number, announced = unpackedBytes): Buffer => {
  const packed = deflateSync(Buffer.alloc(unpackedBytes));
  const head = Buffer.alloc(12);
  head.writeUInt32LE(announced >>> 0, 0);
  head.writeUInt32LE(packed.length, 4);
  head.write('PlZ1', 8, 'latin1');
  return Buffer.concat([head, packed]);
};

/** Sends saves to a server, as members and bots do. */
export class SaveRig {
  /** @throws Error where what is built is not what is in the sources. */
  constructor(
    private readonly app: TestApp,
    readonly token: string | null,
  ) {
    requireSaveProgram();
  }

  send(path: string, bytes: Uint8Array, headers: Record<string, string> = {}) {
    const options = { token: this.token, headers: { 'content-type': 'application/octet-stream', ...headers } };
    return this.app.call('POST', path, bytes, options);
  }

  inspect(bytes: Uint8Array) {
    return this.send('/api/ue4/inspect', bytes);
  }

  /** The answer as bytes. */
  async raw(method: string, path: string, body?: Uint8Array | FormData, headers: Record<string, string> = {}) {
    const answer = await fetch(this.app.url + path, {
      method,
      headers: { ...(this.token && { authorization: `Bearer ${this.token}` }), ...headers },
      ...(body && { body: body as NonNullable<RequestInit['body']> }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    // oxlint-disable-next-line typescript/no-explicit-any
    const json: any = isJson && bytes.length < megabyte ? JSON.parse(bytes.toString()) : null;
    return { status: answer.status, headers: answer.headers, bytes, json };
  }

  edit(bytes: Uint8Array, edits: unknown, name = 'slot.sav') {
    const form = new FormData();
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    form.append('edits', typeof edits === 'string' ? edits : JSON.stringify(edits));
    return this.raw('POST', '/api/ue4/edit', form);
  }

  convert(to: 'json' | 'save', bytes: Uint8Array) {
    const type = to === 'json' ? 'application/octet-stream' : 'application/json';
    return this.raw('POST', `/api/ue4/convert?to=${to}`, bytes, { 'content-type': type });
  }
}
