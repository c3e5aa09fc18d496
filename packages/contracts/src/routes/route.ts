import type { z } from 'zod';
import type { Permission } from '../permissions.js';

/**
 * Who may call a route: `public`, `anyone` (as public, but whoever brings a credential is known by it), any signed-in `member` (never a token), one who is still `enrolling` as well, anyone
 * `authenticated`, the holder of the refresh `cookie`, or whoever holds a permission.
 */
export type Access = 'public' | 'anyone' | 'cookie' | 'enrolling' | 'member' | 'authenticated' | Permission;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `:name` for parts that vary. */
  readonly path: string;
  readonly access: Access;
  /** Besides its permission the route asks for a signed-in member: no API token reaches it. */
  readonly membersOnly?: true;
  /** The route asks for a fresh passkey assertion for this act, and for the last part of its path that varies. */
  readonly stepUp?: string;
  /**
   * Whoever has a passkey confirms this act with it, as for `stepUp` but on nothing in particular, or has signed in with
   * it in the last 15 minutes; whoever has none must have signed in in that time by another way. A session that is enrolling passes: it can do nothing else.
   */
  readonly confirm?: string;
  /** The route asks for a sign-in in the last 15 minutes, by whatever way. */
  readonly recentSignIn?: true;
  readonly summary: string;
  readonly body?: z.ZodType;
  /**
   * A body that the handler takes as a stream: what it may be, with the fields of a form where it is one. A form has to
   * say that it is one; bytes are taken by whatever content type they come.
   */
  readonly takes?: Readonly<Record<string, z.ZodType | null>>;
  readonly query?: z.ZodType;
  readonly status: number;
  readonly returns: z.ZodType;
  /** The handler writes the answer itself: server-sent events, text or bytes, if not always. */
  readonly stream?: true;
  /** Content types of such an answer, where they are known beforehand. */
  readonly gives?: readonly string[];
}

/** Keeps each route's own type. */
export const define = <const T extends Record<string, Route>>(table: T): T => table;
