import type { Config } from '../config/config.js';
import type { ErrorReporter } from './error-reporter.js';

/** Loads Sentry only when it is asked for: it costs more than a second of start and 80 MB. */
export const connectSentry = async (config: Config, reporter: ErrorReporter): Promise<void> => {
  if (config.sentryDsn === null) return;
  const sentry = await import('@sentry/node');
  sentry.init({
    dsn: config.sentryDsn,
    environment: config.environment,
    // Errors only, without anything of the request: bodies, headers and addresses stay here.
    defaultIntegrations: false,
    beforeSend: (event) => ({ ...event, request: undefined, user: undefined, server_name: undefined }),
  });
  reporter.connect((error, requestId) => sentry.captureException(error, { tags: { requestId } }));
};
