import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { ObjectStorage } from './object-storage.js';

/** What every adapter must do. */
export const objectStorageContract = (name: string, make: () => ObjectStorage): void => {
  describe(`object storage: ${name}`, () => {
    const keysOf = async (storage: ObjectStorage, prefix: string) => {
      const keys: string[] = [];
      for await (const { key } of storage.list(prefix)) keys.push(key);
      return keys;
    };

    it('gives back what was put, whole and in parts', async () => {
      const storage = make();
      const bytes = Buffer.from(Array.from({ length: 300_000 }, (_unused, index) => index % 251));
      expect(await storage.put('a/b.bin', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))).toEqual({
        key: 'a/b.bin',
        sizeBytes: bytes.length,
      });
      expect((await buffer(await storage.get('a/b.bin'))).equals(bytes)).toBe(true);
      const part = await buffer(await storage.get('a/b.bin', { first: 10, last: 19 }));
      expect(part.equals(bytes.subarray(10, 20))).toBe(true);
    });

    it('replaces, finds, deletes and lists in order', async () => {
      const storage = make();
      for (const key of ['x/2', 'x/1', 'y', 'x/10']) await storage.put(key, Buffer.from(key));
      await storage.put('y', Buffer.from('longer'));
      expect(await storage.find('y')).toEqual({ key: 'y', sizeBytes: 6 });
      expect(await keysOf(storage, 'x/')).toEqual(['x/1', 'x/10', 'x/2']);
      expect(await keysOf(storage, '')).toEqual(['x/1', 'x/10', 'x/2', 'y']);
      await storage.delete('y');
      await storage.delete('y');
      expect(await storage.find('y')).toBeNull();
      await expect(storage.get('y')).rejects.toMatchObject({ code: 'object_not_found' });
    });

    it('keeps what was there when a source fails half-way', async () => {
      const storage = make();
      await storage.put('k', Buffer.from('old'));
      const failing = async function* (): AsyncGenerator<Buffer> {
        yield Buffer.from('new');
        throw new Error('cut');
      };
      await expect(storage.put('k', Readable.from(failing()))).rejects.toThrow('cut');
      expect((await buffer(await storage.get('k'))).toString()).toBe('old');
      expect(await keysOf(storage, '')).toEqual(['k']);
    });

    it('refuses keys that could leave their place', async () => {
      const storage = make();
      for (const key of ['', '../x', 'a/../b', '/a', 'a//b', 'a/', '.hidden', 'A', 'a\0']) {
        await expect(storage.put(key, Buffer.from('x'))).rejects.toMatchObject({ code: 'bad_object_key' });
      }
    });
  });
};
