import { routes, type Route, type RouteName } from '@bothy/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorReporter } from './error-reporter.js';
import type { Metrics } from './metrics.js';

type RouteLabel = RouteName | 'none';

const nameByAddress = new Map(
  Object.entries<Route>(routes).map(([name, { method, path }]) => [`${method} ${path}`, name as RouteName]),
);
const knownMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Asked every few seconds by machines. */
const probes: ReadonlySet<RouteLabel> = new Set<RouteLabel>(['live', 'ready', 'metrics']);

/**
 * Counts and times each answer by the name of its route: an address would be a label without bound, and may hold a
 * secret. What belongs to no route, the page's files among it, is `none`. Register it before all routes.
 */
export const observeRequests = (server: FastifyInstance, metrics: Metrics, reporter: ErrorReporter): void => {
  const count = metrics.counter<{ route: string; method: string; status: string }>(
    'bothy_http_requests_total',
    'Requests that were answered',
    ['route', 'method', 'status'],
  );
  const time = metrics.durations<{ route: string }>(
    'bothy_http_request_duration_seconds',
    'How long answers took; streams of events are left out',
    ['route'],
  );
  server.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    const status = reply.raw.statusCode;
    count({ route, method: knownMethods.has(request.method) ? request.method : 'other', status: String(status) });
    if (!isEventStream(reply)) {
      time({ route }, reply.elapsedTime / 1000);
      trace(reporter, request, { route, status, durationMs: reply.elapsedTime });
    }
    done();
  });
};

const routeOf = ({ method, routeOptions }: FastifyRequest): RouteLabel =>
  nameByAddress.get(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`) ?? 'none';

const isEventStream = ({ raw }: FastifyReply): boolean =>
  String(raw.getHeader('content-type') ?? '').startsWith('text/event-stream');

const trace = (
  reporter: ErrorReporter,
  { method }: FastifyRequest,
  { route, status, durationMs }: { route: RouteLabel; status: number; durationMs: number },
): void => {
  if (route === 'none' || probes.has(route)) return;
  reporter.trace({ method, path: routes[route].path, status, durationMs, endedAt: new Date() });
};
