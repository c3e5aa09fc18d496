import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Connections } from '../database/connections.js';
import { ServerLock } from './server-lock.js';

/** Gives up the database and then the data folder, behind everything else: runs, streams and HTTP have ended by then. */
@Injectable()
export class HouseKeys implements OnApplicationShutdown {
  constructor(
    private readonly connections: Connections,
    private readonly lock: ServerLock,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.connections.close();
    await this.lock.release();
  }
}
