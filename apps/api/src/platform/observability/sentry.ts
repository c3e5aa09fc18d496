import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import type { ErrorReporter } from './error-reporter.js';
import { scrub } from './scrub.js';

const sampledShare = 0.1;
const closeWithinMs = 1000;
const rootPackage = join(import.meta.dirname, '../../../../../package.json');

/** Loads Sentry only when it is asked for: it costs more than a second of start and 80 MB. */
export const connectSentry = async (config: Config, reporter: ErrorReporter): Promise<void> => {
  if (config.sentryDsn === null) return;
  const sentry = await import('@sentry/node');
  sentry.init({
    dsn: config.sentryDsn,
    environment: config.environment,
    release: releaseIn(readFileSync(rootPackage, 'utf8')),
    // Nothing hooks itself into HTTP, the console or the process; of the request nothing is known that could be sent.
    defaultIntegrations: false,
    integrations: [sentry.linkedErrorsIntegration()],
    maxBreadcrumbs: 0,
    sendClientReports: false,
    tracesSampleRate: sampledShare,
    // As whole transactions, which pass by the line below.
    traceLifecycle: 'static',
    beforeSend: cleaned,
    beforeSendTransaction: cleaned,
  });
  reporter.connect({
    // A trace of its own each: without one, all that happens in the process would be one and the same trace.
    error: (error, requestId) => sentry.startNewTrace(() => sentry.captureException(error, { tags: { requestId } })),
    trace: ({ method, path, status, endedAt, durationMs }) =>
      sentry.startNewTrace(() => {
        const span = sentry.startInactiveSpan({
          name: `${method} ${path}`,
          op: 'http.server',
          startTime: new Date(endedAt.getTime() - durationMs),
          attributes: { 'sentry.source': 'route' },
        });
        sentry.setHttpStatus(span, status);
        span.end(endedAt);
      }),
    close: () => sentry.close(closeWithinMs),
  });
};

const releaseIn = (packageText: string): string => `bothy@${(JSON.parse(packageText) as { version: string }).version}`;

interface Report {
  request?: unknown;
  user?: unknown;
  server_name?: unknown;
  breadcrumbs?: unknown;
  sdkProcessingMetadata?: unknown;
}

/** The whole event, but what Sentry's library keeps in it for itself and does not send. */
const cleaned = <Event extends Report>(event: Event): Event => {
  const { sdkProcessingMetadata, ...sent } = event;
  const nothing = { request: undefined, user: undefined, server_name: undefined, breadcrumbs: undefined };
  return { ...(scrub(sent) as Event), ...nothing, sdkProcessingMetadata };
};
