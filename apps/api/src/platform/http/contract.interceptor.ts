import { id, slug, type Issue, type Route } from '@bothy/contracts';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { DomainError } from '../errors/domain-error.js';
import { InvalidRequest } from '../errors/invalid-request.js';
import { takesBytes } from './byte-body.js';
import { readJson } from './json-body.js';
import { takesStream } from './stream-body.js';
import { routeOf } from './route.decorator.js';

/** Shapes of the parts of a path. A part that fits none cannot name anything, so the answer is 404. */
const pathParts: Readonly<Record<string, z.ZodType>> = { id, slug };
const noFields = z.strictObject({});

/**
 * Holds requests and answers to the contract. It runs behind the guards, so only those who may call a route learn what
 * it expects, and before the handler's parameters are read: they see parsed values with their defaults.
 */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(this.reflector, context.getHandler() as () => unknown);
    if (!route) throw new Error('A handler without a route was reached.');
    this.checkRequest(route, context.switchToHttp().getRequest<FastifyRequest>());
    if (route.stream) return next.handle();
    return next.handle().pipe(map((value: unknown) => answerOf(route, value)));
  }

  private checkRequest(route: Route, request: FastifyRequest): void {
    checkPath(request.params);
    // Where the bytes matter, nobody looks into them but the handler.
    if (!takesBytes(request) && !takesStream(request))
      request.body = parse(route.body ?? noFields, readJson(request) ?? (route.body ? undefined : {}), 'body');
    // Probes and browsers may hang anything on a public address; elsewhere a misspelt filter must not pass unseen.
    if (route.query || (route.access !== 'public' && route.access !== 'anyone'))
      request.query = parse(route.query ?? noFields, request.query, 'query');
  }
}

const checkPath = (params: unknown): void => {
  for (const [name, value] of Object.entries(params ?? {})) {
    const shape = pathParts[name];
    if (shape && !shape.safeParse(value).success) {
      throw new DomainError('not_found', 'not-found', 'There is nothing at this address.');
    }
  }
};

const parse = (schema: z.ZodType, value: unknown, where: 'body' | 'query'): unknown => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(parsed.error.issues.flatMap((issue) => issuesOf(issue, where)));
};

const issuesOf = (issue: z.core.$ZodIssue, where: 'body' | 'query'): Issue[] => {
  const place = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const path = where === 'query' ? ['query', ...place] : place;
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message, code: issue.code }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: 'This field is not known here.',
    code: issue.code,
  }));
};

/** An answer that does not fit is a fault of ours; what the contract does not name is left out. */
const answerOf = (route: Route, value: unknown): unknown => {
  const parsed = route.returns.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`The answer of ${route.method} ${route.path} does not fit its contract: ${parsed.error.message}`);
};
