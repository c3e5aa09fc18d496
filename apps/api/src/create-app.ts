import 'reflect-metadata';
import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type AppParts } from './app.module.js';
import { AccessGuard, PresenceGuard } from './modules/identity/index.js';
import type { Config } from './platform/config/config.js';
import { ContractInterceptor } from './platform/http/contract.interceptor.js';
import { acceptBytes } from './platform/http/byte-body.js';
import { acceptJsonOnly } from './platform/http/json-body.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { refuseNul } from './platform/http/refuse-nul.js';
import { acceptStreams } from './platform/http/stream-body.js';
import { addSecurityHeaders } from './platform/http/security-headers.js';
import { serverAdapter } from './platform/http/server-adapter.js';
import { ErrorReporter } from './platform/observability/error-reporter.js';
import { HouseLogger } from './platform/observability/house-logger.js';
import { Metrics } from './platform/observability/metrics.js';
import { observeRequests } from './platform/observability/request-observer.js';
import { connectSentry } from './platform/observability/sentry.js';
import { builtPage, servePage } from './platform/static/web-page.js';
import { ArrivalThrottleGuard } from './platform/throttle/arrival-throttle.guard.js';
import { PrincipalThrottleGuard } from './platform/throttle/principal-throttle.guard.js';

export interface AppOptions extends AppParts {
  /** Folder of the built page; the one beside the server unless a test brings its own. */
  readonly page?: string;
}

/**
 * The whole server, ready to listen: the same for the process, the tests and the OpenAPI script.
 *
 * @throws StartError when the folder is another server's, or the database is newer than this code.
 */
export const createApp = async (config: Config, options: AppOptions = {}): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(config, options),
    serverAdapter(config),
    // Errors of the start are thrown to whoever called, who says them once.
    { logger: false, bodyParser: false, abortOnError: false },
  );
  app.useLogger(app.get(HouseLogger));
  const server = app.getHttpAdapter().getInstance();
  acceptJsonOnly(server);
  acceptBytes(server, config.bodyLimitBytes);
  acceptStreams(server);
  refuseNul(server);
  await addSecurityHeaders(server, config);
  observeRequests(server, app.get(Metrics), app.get(ErrorReporter));
  await server.register(cookie);
  await servePage(server, options.page ?? builtPage, config.umami);
  // In this order: what arrives is counted before anyone asks who sent it, and what they ask for behind it.
  app.useGlobalGuards(
    app.get(ArrivalThrottleGuard),
    app.get(AccessGuard),
    app.get(PresenceGuard),
    app.get(PrincipalThrottleGuard),
  );
  app.useGlobalInterceptors(app.get(ContractInterceptor));
  app.useGlobalFilters(app.get(ProblemFilter));
  await connectSentry(config, app.get(ErrorReporter));
  await app.init();
  return app;
};
