import type { Route, RouteName } from '@bothy/contracts';
import { z } from 'zod';
import { schemaOf } from './schema-of.js';

const problemAnswer = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** One operation of the description. */
export const operationOf = (name: RouteName, route: Route) => ({
  operationId: name,
  summary: route.summary,
  security: securityOf(route),
  'x-access': route.access,
  ...(route.membersOnly ? { 'x-members-only': true } : {}),
  ...(route.stepUp ? { 'x-step-up': route.stepUp } : {}),
  ...(route.confirm ? { 'x-confirm': route.confirm } : {}),
  ...(route.recentSignIn ? { 'x-recent-sign-in': true } : {}),
  parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
  ...(route.body ? { requestBody: bodyOf(route.body) } : {}),
  ...(route.takes ? { requestBody: streamOf(route.takes) } : {}),
  responses: { [route.status]: answerOf(route), default: problemAnswer },
});

const securityOf = ({ access }: Route) => {
  if (access === 'public') return [];
  if (access === 'anyone') return [{}, { bearer: [] }];
  return [access === 'cookie' ? { refreshCookie: [] } : { bearer: [] }];
};

const pathParameters = (path: string) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name: name ?? '',
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));

const queryParameters = (query: z.ZodType | undefined) => {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(query.shape).map(([name, shape]) => ({
    name,
    in: 'query' as const,
    required: !shape.safeParse(undefined).success,
    // As it comes out: on the way in every value of a query is text.
    schema: schemaOf(shape, 'output'),
  }));
};

const bodyOf = (body: z.ZodType) => ({
  required: true,
  content: { 'application/json': { schema: schemaOf(body, 'input') } },
});

const streamOf = (takes: NonNullable<Route['takes']>) => ({
  required: true,
  content: Object.fromEntries(
    Object.entries(takes).map(([type, form]) => [type, form ? { schema: schemaOf(form, 'input') } : {}]),
  ),
});

const answerOf = (route: Route) => {
  if (route.gives) {
    return { description: route.summary, content: Object.fromEntries(route.gives.map((type) => [type, {}])) };
  }
  if (route.stream || route.returns instanceof z.ZodUndefined) return { description: route.summary };
  return { description: route.summary, content: { 'application/json': { schema: schemaOf(route.returns, 'output') } } };
};
