import { routes, type RouteName } from '@bothy/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { routeNameOf } from './route.decorator.js';

/** Nest keeps the path of a handler under this name. */
const pathKey = 'path';

/** Denies by default: a handler whose access nobody declared stops the start, as does a route declared twice. */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const seen = new Set<RouteName>();
    for (const { label, handler } of this.handlers()) {
      const name = routeNameOf(this.reflector, handler);
      if (name === null || !(name in routes)) throw new Error(`${label} declares no access. Use @Route.`);
      if (seen.has(name)) throw new Error(`The route ${name} is declared twice, the second time by ${label}.`);
      seen.add(name);
    }
  }

  private *handlers(): Generator<{ label: string; handler: () => unknown }> {
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (handler && Reflect.hasMetadata(pathKey, handler)) yield { label: `${metatype.name}.${method}`, handler };
      }
    }
  }
}
