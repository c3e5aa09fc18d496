import { createHash } from 'node:crypto';
import type { ToolSource } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../../../platform/bytes/body.js';
import type { FoundFile, FoundRelease, ReleaseSource } from '../domain/release-source.js';
import type { FileRecord } from '../domain/tool-record.js';

/** Where versions lie that a test puts there. */
export interface SourceRig {
  readonly source: ReleaseSource;
  readonly settings: ToolSource;
  /** A version with one file; the later one is the newer one. */
  put(version: string, name: string, bytes: Buffer): Promise<void>;
  /** Another file in the place of one that is there. */
  replace(version: string, name: string, bytes: Buffer): Promise<void>;
  /** Takes the version away, with its files. */
  remove(version: string): Promise<void>;
  close(): Promise<void>;
}

/** All bytes of a body. */
export const bytesOf = async (body: Body, signal = new AbortController().signal): Promise<Buffer> => {
  const parts: Buffer[] = [];
  await body.pumpTo({ write: (bytes) => void parts.push(Buffer.from(bytes)), signal });
  return Buffer.concat(parts);
};

/** As it would be kept. */
export const recordOf = (file: FoundFile): FileRecord => ({ id: 'a-file', ...file });

const never = new AbortController().signal;
const sample = Buffer.from(Array.from({ length: 300_000 }, (_unused, at) => (at * 7) % 251));

/** What every kind of source must do. */
export const releaseSourceContract = (name: string, make: () => Promise<SourceRig>): void => {
  describe(`release source: ${name}`, () => {
    let rig: SourceRig;
    beforeAll(async () => {
      rig = await make();
      await rig.put('1.0.0', 'tool.bin', sample);
    });
    afterAll(() => rig.close());

    const list = (validator: string | null = null) => rig.source.list(rig.settings, validator, never);
    const releases = async (): Promise<readonly FoundRelease[]> => (await list()).releases ?? [];
    const fileOf = async (version: string): Promise<FileRecord> => {
      const release = (await releases()).find((each) => each.version === version);
      return recordOf(release!.files[0]!);
    };
    const open = (file: FileRecord, span: { from: number; to: number } | null, signal = never) =>
      rig.source.open(rig.settings, file, span, signal);
    const read = async (file: FileRecord, span: { from: number; to: number } | null = null) =>
      bytesOf(await open(file, span));

    it('may be used', async () => {
      await rig.source.check(rig.settings);
      expect(rig.source.kind).toBe(rig.settings.kind);
    });

    it('lists versions with their files', async () => {
      const [release] = await releases();
      expect(release).toMatchObject({ version: '1.0.0', prerelease: false, files: [{ name: 'tool.bin' }] });
      expect(new Date(release!.releasedAt).toISOString()).toBe(release!.releasedAt);
      const { sizeBytes, sha256, contentType } = release!.files[0]!;
      expect([null, sample.length]).toContain(sizeBytes);
      expect([null, createHash('sha256').update(sample).digest('hex')]).toContain(sha256);
      expect(contentType).toBe('application/octet-stream');
    });

    it('says that nothing changed, until something did', async () => {
      const { validator } = await list();
      expect(await list(validator)).toMatchObject({ releases: null, validator });
      await rig.put('1.1.0', 'tool.bin', Buffer.from('newer'));
      const changed = await list(validator);
      expect(changed.releases?.map(({ version }) => version)).toEqual(['1.1.0', '1.0.0']);
      expect((await list(changed.validator)).releases).toBeNull();
    });

    it('gives a file, whole and in parts', async () => {
      const file = await fileOf('1.0.0');
      const whole = await open(file, null);
      expect([null, sample.length]).toContain(whole.lengthBytes);
      expect((await bytesOf(whole)).equals(sample)).toBe(true);
      for (const [from, to] of [
        [0, 1],
        [0, sample.length],
        [99_999, 200_001],
        [sample.length - 1, sample.length],
        [5, 5],
      ] as const) {
        const part = await open(file, { from, to });
        expect(part.lengthBytes).toBe(to - from);
        expect((await bytesOf(part)).equals(sample.subarray(from, to))).toBe(true);
      }
    });

    it('gives an empty file', async () => {
      await rig.put('1.2.0', 'empty.bin', Buffer.alloc(0));
      expect(await read(await fileOf('1.2.0'))).toHaveLength(0);
    });

    it('stops when nobody takes any more, and lets go unread', async () => {
      const gone = new AbortController();
      const body = await open(await fileOf('1.0.0'), null, gone.signal);
      let taken = 0;
      const write = (bytes: Uint8Array) => {
        taken += bytes.length;
        gone.abort();
        return undefined;
      };
      await body.pumpTo({ write, signal: gone.signal });
      expect(taken).toBeLessThan(sample.length);
      (await open(await fileOf('1.0.0'), null)).cancel();
    });

    it('tells when another file is in the place of one', async () => {
      await rig.put('2.0.0', 'tool.bin', Buffer.from('as it was'));
      const before = await fileOf('2.0.0');
      await rig.replace('2.0.0', 'tool.bin', Buffer.from('and as it is now'));
      await expect(read(before)).rejects.toMatchObject({ code: 'file_changed' });
      const after = await fileOf('2.0.0');
      expect(after.locator).not.toBe(before.locator);
      expect((await read(after)).toString()).toBe('and as it is now');
    });

    it('tells when a file is gone', async () => {
      await rig.put('3.0.0', 'tool.bin', Buffer.from('soon gone'));
      const file = await fileOf('3.0.0');
      await rig.remove('3.0.0');
      await expect(read(file)).rejects.toMatchObject({ code: 'file_changed' });
      expect((await releases()).map(({ version }) => version)).not.toContain('3.0.0');
    });

    it('knows what is not yet meant for all', async () => {
      await rig.put('4.0.0-rc.1', 'tool.bin', Buffer.from('nearly'));
      const release = (await releases()).find(({ version }) => version === '4.0.0-rc.1');
      expect(release).toMatchObject({ prerelease: true });
    });

    it('does not go on when it is told to stop', async () => {
      const stopped = AbortSignal.abort(new Error('stopped'));
      await expect(rig.source.list(rig.settings, null, stopped)).rejects.toThrow('stopped');
    });
  });
};
