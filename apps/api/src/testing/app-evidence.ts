import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pino, { type DestinationStream } from 'pino';
import type { Evidence } from '../../../../ops/testing/evidence.mjs';
import { watchIngests, watchServer } from '../../../../ops/testing/watch-exchanges.mjs';
import type { Config } from '../platform/config/config.js';
import { tablesAsText } from './tables-as-text.js';

/** PostgreSQL's code for a database that is not there. */
const databaseIsGone = '3D000';

/** Leaves behind what the search for secrets needs to know of one server in this process. */
export class AppEvidence {
  readonly log: DestinationStream;

  constructor(private readonly evidence: Evidence) {
    this.log = pino.destination({ dest: evidence.logFile(), sync: true });
  }

  begin(app: NestFastifyApplication, config: Config): void {
    watchServer(app.getHttpServer(), this.evidence);
    watchIngests(this.evidence);
    const { smtpUrl, oidc, metricsToken } = config;
    this.evidence.secret('key', smtpUrl ? decodeURIComponent(new URL(smtpUrl).password) : '');
    this.evidence.secret('key', oidc?.clientSecret ?? '');
    this.evidence.secret('key', metricsToken ?? '');
  }

  /** While the database is still open: what closing would tidy up counts as well. */
  async end(config: Config): Promise<void> {
    this.evidence.dataFolder(config.dataDir);
    if (config.databaseUrl !== null) this.evidence.tables(await tablesOf(config.databaseUrl));
  }
}

/** A test may have taken the database away before its server. */
const tablesOf = (databaseUrl: string): Promise<string> =>
  tablesAsText(databaseUrl).catch((error: Error & { code?: string }) => {
    if (error.code === databaseIsGone) return '';
    throw error;
  });
