import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Nest's own words about each route and module at the start: dozens of lines that nobody reads. */
const chatter: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The structured log, for Nest and for our own `Logger` alike. */
@Injectable()
export class HouseLogger extends Logger {
  override log(message: unknown, ...parameters: unknown[]): void {
    if (!chatter.has(parameters.at(-1))) super.log(message, ...parameters);
  }
}
