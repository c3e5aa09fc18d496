import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CountryResponse, Reader } from 'maxmind';
import { Config } from '../../../../platform/config/config.js';
import { StartError } from '../../../../platform/errors/start-error.js';

/** Tells countries of addresses, where there is a file that knows them. */
@Injectable()
export class Countries implements OnModuleInit {
  #reader: Reader<CountryResponse> | null = null;

  constructor(private readonly config: Config) {}

  /** @throws StartError where the file is not what it should be: figures without countries would be noticed too late. */
  async onModuleInit(): Promise<void> {
    const { geoIpFile } = this.config;
    if (geoIpFile === null) return;
    const { Reader: MaxMindReader } = await import('maxmind');
    try {
      this.#reader = new MaxMindReader<CountryResponse>(await readFile(geoIpFile));
      this.of('192.0.2.1');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartError(`BOTHY_GEOIP_FILE: ${geoIpFile} is no database of MaxMind's format (${reason})`);
    }
  }

  /** Two letters; null where it is not known. Undefined where countries are not told at all. */
  of(address: string): string | null | undefined {
    if (!this.#reader) return undefined;
    // IPv4 as a socket of both kinds writes it.
    const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
    const family = isIP(plain);
    if (family === 0 || (family === 6 && this.#reader.metadata.ipVersion === 4)) return null;
    const found = this.#reader.get(plain);
    const code = found?.country?.iso_code ?? found?.registered_country?.iso_code;
    return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : null;
  }
}
