import type { BigIntStats } from 'node:fs';
import { z } from 'zod';

/** How a file of a folder is found again, and told from another one in its place. */
const fileMark = z.object({
  parts: z.tuple([z.string(), z.string()]),
  sizeBytes: z.int(),
  mtimeNs: z.string(),
  ino: z.string(),
});
export type FileMark = z.infer<typeof fileMark>;

export const markOf = (parts: FileMark['parts'], { size, mtimeNs, ino }: BigIntStats): FileMark => ({
  parts,
  sizeBytes: Number(size),
  mtimeNs: String(mtimeNs),
  ino: String(ino),
});

export const readMark = (locator: string): FileMark => fileMark.parse(JSON.parse(locator));

/** Whether this is the file that was marked, as it was then. */
export const isMarked = (mark: FileMark, stats: BigIntStats): boolean =>
  stats.isFile() && JSON.stringify(markOf(mark.parts, stats)) === JSON.stringify(mark);
