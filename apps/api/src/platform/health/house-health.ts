import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Connections } from '../database/connections.js';
import { DataFolder } from '../storage/data-folder.js';
import { HealthChecks } from './health-checks.js';

/** Below this the database and the logs are about to fail. */
const leastFreeBytes = 64 * 1024 * 1024;

/** The checks of the platform itself. Messages are public: they name no path and no host. */
@Injectable()
export class HouseHealth implements OnModuleInit {
  constructor(
    private readonly health: HealthChecks,
    private readonly connections: Connections,
    private readonly data: DataFolder,
  ) {}

  onModuleInit(): void {
    this.health.add('database', () => this.checkDatabase());
    this.health.add('storage', () => this.checkStorage());
  }

  private async checkDatabase(): Promise<void> {
    try {
      await this.connections.reader().query('SELECT 1');
    } catch (error) {
      throw new Error('The database does not answer.', { cause: error });
    }
  }

  private async checkStorage(): Promise<void> {
    try {
      await access(this.data.root, constants.W_OK);
    } catch (error) {
      throw new Error('The data folder cannot be written.', { cause: error });
    }
    const disk = await statfs(this.data.root);
    if (disk.bavail * disk.bsize < leastFreeBytes) throw new Error('The disk is full.');
  }
}
