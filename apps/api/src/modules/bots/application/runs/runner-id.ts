import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataFolder } from '../../../../platform/storage/data-folder.js';

/**
 * Tells the runner of this data folder from those of others: several servers may share a database, and each answers for
 * the runs only that its own runner was given.
 */
@Injectable()
export class RunnerId {
  #id: string | null = null;

  constructor(private readonly data: DataFolder) {}

  get id(): string {
    this.#id ??= this.#readOrMake();
    return this.#id;
  }

  #readOrMake(): string {
    const path = this.data.path('run', 'id');
    try {
      return readFileSync(path, 'utf8').trim();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    const id = randomUUID();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${id}\n`, { mode: 0o600 });
    return id;
  }
}
