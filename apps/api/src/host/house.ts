import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Config } from '../platform/config/config.js';
import type { Host } from './host.js';
import { HostLog } from './host-log.js';
import { HostModule } from './host.module.js';
import { requireDataFolder } from './data-folder-check.js';

/** The parts of the house, opened beside its server or without one. */
export class House {
  private constructor(
    readonly config: Config,
    private readonly context: INestApplicationContext,
  ) {}

  /** @throws StartError when there is no house of this version, or it is another user's. */
  static async open(config: Config, host: Host): Promise<House> {
    requireDataFolder(config);
    const context = await NestFactory.createApplicationContext(HostModule.of(config), {
      logger: new HostLog(host),
      abortOnError: false,
    });
    return new House(config, context);
  }

  /** Opens the house of this configuration for the length of `work`. */
  static async use<T>(host: Host, work: (house: House) => Promise<T>): Promise<T> {
    const house = await House.open(Config.load(host.env, host.folder), host);
    try {
      return await work(house);
    } finally {
      await house.close();
    }
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.context.get(type as new (...args: never[]) => T, { strict: false });
  }

  /** Anchors what was written and closes the database. */
  close(): Promise<void> {
    return this.context.close();
  }
}
