import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** Only the server's own user may look in: the folder holds keys and logs. */
const folderMode = 0o700;

/** The folder that holds everything the server keeps. */
@Injectable()
export class DataFolder {
  /** @param root absolute path; made when it is missing. */
  constructor(readonly root: string) {
    mkdirSync(root, { recursive: true, mode: folderMode });
  }

  /** Path of something inside, the folder around it made when it is missing. The last part itself is not made. */
  path(...parts: string[]): string {
    const inside = join(this.root, ...parts);
    mkdirSync(join(inside, '..'), { recursive: true, mode: folderMode });
    return inside;
  }

  /** Path of a folder inside, made when it is missing. */
  folder(...parts: string[]): string {
    const inside = join(this.root, ...parts);
    mkdirSync(inside, { recursive: true, mode: folderMode });
    return inside;
  }
}
