import { routes, type Route, type RouteName } from '@bothy/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { operationOf } from './operation-of.js';
import { components } from './components.js';

/** Describes the operations that the application really serves, each in the words of its contract. */
export const describeApi = (app: NestFastifyApplication): OpenAPIObject => {
  const frame = new DocumentBuilder()
    .setTitle('Bothy')
    .setDescription('The HTTP API of Bothy. Errors are problem details (RFC 9457).')
    .setVersion('1')
    .build();
  const served = SwaggerModule.createDocument(app, frame);
  const paths: OpenAPIObject['paths'] = {};
  for (const [path, methods] of Object.entries(served.paths)) {
    for (const method of Object.keys(methods)) {
      const [name, route] = routeAt(method, path);
      paths[path] = { ...paths[path], [method]: operationOf(name, route) };
    }
  }
  return { openapi: '3.1.0', info: served.info, paths, components };
};

const routeAt = (method: string, path: string): [RouteName, Route] => {
  for (const [name, route] of Object.entries<Route>(routes)) {
    if (route.method.toLowerCase() === method && templateOf(route.path) === path) return [name as RouteName, route];
  }
  throw new Error(`${method} ${path} is served but is not in the contract.`);
};

/** `/bots/:slug` in OpenAPI's way: `/bots/{slug}`. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
