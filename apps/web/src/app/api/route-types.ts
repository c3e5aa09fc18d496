import type { routes } from '@bothy/contracts';
import type { z } from 'zod';

type Table = typeof routes;
type AnyRoute = Table[keyof Table];

/** A route by its verb and path, for example `GET /api/bots/:slug`. */
export type RouteKey = { [R in keyof Table]: `${Table[R]['method']} ${Table[R]['path']}` }[keyof Table];

type RouteOf<K extends RouteKey> = K extends `${infer Method} ${infer Path}`
  ? Extract<AnyRoute, { method: Method; path: Path }>
  : never;

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Params<K extends RouteKey> = [Names<K>] extends [never] ? object : { params: Record<Names<K>, string> };
type Body<K extends RouteKey> = RouteOf<K> extends { body: infer S extends z.ZodType } ? { body: z.input<S> } : object;
/** Queries travel as text; what is undefined is left out. */
type Query<K extends RouteKey> =
  RouteOf<K> extends { query: infer S extends z.ZodType }
    ? { query?: { [Q in keyof z.output<S>]?: string | number | undefined } }
    : object;

/** What a call of this route takes: its path's names, its query, its body. */
export type CallOptions<K extends RouteKey> = Params<K> & Body<K> & Query<K> & { signal?: AbortSignal };
/** What it answers. */
export type Answer<K extends RouteKey> =
  RouteOf<K> extends { returns: infer S extends z.ZodType } ? z.output<S> : never;
