import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { hasCode, readOrMakeKey } from '../../../platform/crypto/key-file.js';
import { DataFolder } from '../../../platform/storage/data-folder.js';
import { anchorIn, anchorLine, thinned, type AuditAnchor } from '../domain/audit-anchor.js';

/** Past this the file is thinned out, to at most about two thirds of it. */
const sizeLimitBytes = 256 * 1024;

export interface FoundAnchors {
  /** The oldest place in the chain first. */
  readonly anchors: readonly AuditAnchor[];
  /** Lines that were not written with this server's key. */
  readonly strangers: number;
}

/**
 * `<data>/audit-anchors`: where the chain ended at many moments, out of reach of whoever can only change the database.
 * Its key (`keys/audit`) is one of its own, so that turning the master key makes no anchor worthless.
 *
 * The server and a command on the host may write at once: each line is one append, and each side looks whether the
 * other has put a thinned file in the place of the one it wrote to.
 */
@Injectable()
export class AnchorFile {
  constructor(private readonly data: DataFolder) {}

  async exists(): Promise<boolean> {
    return (await inodeOf(this.path)) !== null;
  }

  async read(): Promise<FoundAnchors> {
    const file = await this.openFor('r');
    if (file === null) return { anchors: [], strangers: 0 };
    try {
      return this.parse(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  }

  /** Resolves when the anchor would outlive a power cut. @returns whether the file is to be thinned out. */
  async append(anchor: AuditAnchor): Promise<boolean> {
    // The break in front ends a line that a crash cut short.
    const size = await this.write(`${(await this.endsInALine()) ? '' : '\n'}${anchorLine(anchor, this.key)}\n`);
    return size > sizeLimitBytes;
  }

  /**
   * Puts a shorter file in the place of this one. Others may write meanwhile, but only one may thin out at a time.
   *
   * @returns how many foreign lines were left behind.
   */
  async thinOut(): Promise<number> {
    const before = await open(this.path, 'r');
    const incoming = `${this.path}.${randomUUID()}.new`;
    try {
      const text = await before.readFile();
      const { anchors, strangers } = this.parse(text.toString('utf8'));
      // To append: once it is in place, others write to it as well.
      const after = await open(incoming, 'a', 0o600);
      try {
        await after.write(
          thinned(anchors)
            .map((each) => `${anchorLine(each, this.key)}\n`)
            .join(''),
        );
        await after.datasync();
        await rename(incoming, this.path);
        // What another process wrote to the old file meanwhile.
        await after.write(await restOf(before, text.length));
        await after.datasync();
      } finally {
        await after.close();
      }
      return strangers;
    } finally {
      await before.close();
      await rm(incoming, { force: true });
    }
  }

  /** @returns the size of the file. */
  private async write(text: string): Promise<number> {
    for (;;) {
      const file = await open(this.path, 'a', 0o600);
      try {
        await file.write(text);
        await file.datasync();
        const { ino, size } = await file.stat({ bigint: true });
        if ((await inodeOf(this.path)) === ino) return Number(size);
      } finally {
        await file.close();
      }
    }
  }

  private async endsInALine(): Promise<boolean> {
    const file = await this.openFor('r');
    if (file === null) return true;
    try {
      const { size } = await file.stat();
      if (size === 0) return true;
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer.toString() === '\n';
    } finally {
      await file.close();
    }
  }

  private parse(text: string): FoundAnchors {
    // What follows the last break was cut short by a crash, or is being written.
    const lines = text.split('\n').slice(0, -1);
    const found = lines.map((line) => (line === '' ? null : anchorIn(line, this.key)));
    const anchors = found.filter((anchor) => anchor !== null).toSorted((a, b) => a.position - b.position);
    const strangers = found.length - anchors.length;
    return { anchors, strangers };
  }

  private async openFor(flags: 'r'): Promise<FileHandle | null> {
    try {
      return await open(this.path, flags);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  private get path(): string {
    return this.data.path('audit-anchors');
  }

  private get key(): Buffer {
    return (this.madeKey ??= readOrMakeKey(this.data.path('keys', 'audit')));
  }

  private madeKey: Buffer | null = null;
}

const inodeOf = async (path: string): Promise<bigint | null> => {
  try {
    return (await stat(path, { bigint: true })).ino;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

const restOf = async (file: FileHandle, from: number): Promise<Buffer> => {
  const { size } = await file.stat();
  const rest = Buffer.alloc(Math.max(0, size - from));
  if (rest.length > 0) await file.read(rest, 0, rest.length, from);
  return rest;
};
