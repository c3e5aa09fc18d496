import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, opendir } from 'node:fs/promises';
import type { NotKept } from './not-kept.js';

/** A regular file that a bot left, open for reading; it is closed when the next one is asked for. */
export interface LeftFile {
  /** Its path within the folder. */
  readonly name: string;
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

const longestPathBytes = 500;
/** A bot may have made millions of links or folders, which count as no files. */
const mostEntries = 20_000;
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = constants;

/**
 * The regular files in a folder that a bot has filled, at any depth. It may have filled it with malice: no link is
 * followed, neither at the end of a path nor within it (each folder is opened from the one above, which stays open),
 * nothing but files is opened, and an open never waits for somebody at the other end of a pipe.
 *
 * What is no file, or cannot be read, is told to `notKept`. A folder that is not there holds nothing.
 */
export class LeftFiles {
  #seen = 0;
  #owner = 0;

  constructor(private readonly notKept: NotKept) {}

  async *in(folder: string): AsyncGenerator<LeftFile> {
    const top = await openIfThere(folder);
    if (!top) return;
    try {
      this.#owner = (await top.stat()).uid;
      yield* this.#walk(top, '');
    } finally {
      await top.close();
    }
  }

  async *#walk(folder: FileHandle, path: string): AsyncGenerator<LeftFile> {
    const place = `/proc/self/fd/${folder.fd}/`;
    // As bytes: a name need not be UTF-8.
    for await (const entry of (await opendir(place, {
      encoding: 'buffer' as BufferEncoding,
    })) as AsyncIterable<Entry>) {
      const name = path + entry.name.toString('utf8');
      this.#seen += 1;
      if (this.#seen > mostEntries) {
        this.notKept.end(`More than ${mostEntries} files, folders and links were left; the rest was not looked at.`);
        return;
      }
      const why = unfit(entry, name);
      if (why !== null) this.notKept.add(name, why);
      else yield* this.#enter(Buffer.concat([Buffer.from(place), entry.name]), name);
    }
  }

  async *#enter(path: Buffer, name: string): AsyncGenerator<LeftFile> {
    const handle = await this.#open(path, name);
    if (!handle) return;
    try {
      const { nlink, uid, size, ...stat } = await handle.stat();
      const [isFile, isFolder] = [(stat.mode & constants.S_IFMT) === constants.S_IFREG, isDirectory(stat.mode)];
      if (isFolder) yield* this.#walk(handle, `${name}/`);
      else if (!isFile) this.notKept.add(name, 'it is no regular file');
      // A second name of a file that the bot may not have been able to read itself.
      else if (nlink > 1 && uid !== this.#owner) this.notKept.add(name, 'it is a hard link to a file of another user');
      else yield { name, handle, sizeBytes: size };
    } finally {
      await handle.close();
    }
  }

  async #open(path: Buffer, name: string): Promise<FileHandle | null> {
    try {
      return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      this.notKept.add(name, code === 'ELOOP' ? 'it is a link' : `it could not be read (${code})`);
      return null;
    }
  }
}

type Entry = Dirent<Buffer>;

const isDirectory = (mode: number): boolean => (mode & constants.S_IFMT) === constants.S_IFDIR;

/** Why an entry is not even opened; null when it may be. Some file systems do not say what an entry is. */
function unfit(entry: Entry, name: string): string | null {
  if (entry.isSymbolicLink()) return 'it is a link';
  if (entry.isFIFO()) return 'it is a pipe';
  if (entry.isSocket()) return 'it is a socket';
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return 'it is a device';
  if (Buffer.byteLength(name) > longestPathBytes) return `its path is longer than ${longestPathBytes} bytes`;
  return null;
}

async function openIfThere(folder: string): Promise<FileHandle | null> {
  try {
    return await open(folder, O_RDONLY | O_NOFOLLOW | O_DIRECTORY);
  } catch (error) {
    // The bot may have removed it, or put something else there.
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
