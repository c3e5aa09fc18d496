import type { z } from 'zod';
import { auditPage } from './audit.js';
import {
  bot,
  botBody,
  botListQuery,
  botPage,
  botPatch,
  botVersionPage,
  eventsQuery,
  logPage,
  logQuery,
  run,
  runBody,
  runListQuery,
  runnerState,
  runPage,
  runQuery,
} from './bots.js';
import { nothing, pageQuery } from './common.js';
import { live, ready } from './health.js';
import { loginBody, me, mintedToken, session, setupBody, setupState, tokenBody, tokenPage } from './identity.js';
import type { Permission } from './permissions.js';

/**
 * Who may call a route: `public`, any signed-in `member` (never a token), anyone `authenticated`,
 * the holder of the refresh `cookie`, or whoever holds a permission.
 */
export type Access = 'public' | 'cookie' | 'member' | 'authenticated' | Permission;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `:name` for parts that vary. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly status: number;
  readonly returns: z.ZodType;
  /** The handler writes the answer itself: server-sent events or text, if not always. */
  readonly stream?: true;
}

const define = <const T extends Record<string, Route>>(table: T): T => table;

/** The HTTP API, whole: the server's operations equal this table, and a test holds them to it. */
export const routes = define({
  getSetup: {
    method: 'GET',
    path: '/api/setup',
    access: 'public',
    summary: 'Whether a first admin is still to be made',
    status: 200,
    returns: setupState,
  },
  setup: {
    method: 'POST',
    path: '/api/setup',
    access: 'public',
    summary: 'Make the first admin, once',
    body: setupBody,
    status: 201,
    returns: session,
  },
  login: {
    method: 'POST',
    path: '/api/auth/login',
    access: 'public',
    summary: 'Sign in with a password',
    body: loginBody,
    status: 200,
    returns: session,
  },
  refresh: {
    method: 'POST',
    path: '/api/auth/refresh',
    access: 'cookie',
    summary: 'A new access token for the refresh cookie',
    status: 200,
    returns: session,
  },
  logout: {
    method: 'POST',
    path: '/api/auth/logout',
    access: 'cookie',
    summary: 'End this session',
    status: 204,
    returns: nothing,
  },
  me: {
    method: 'GET',
    path: '/api/me',
    access: 'authenticated',
    summary: 'Who asks, and what they may do',
    status: 200,
    returns: me,
  },
  listTokens: {
    method: 'GET',
    path: '/api/tokens',
    access: 'member',
    summary: 'My API tokens',
    query: pageQuery,
    status: 200,
    returns: tokenPage,
  },
  createToken: {
    method: 'POST',
    path: '/api/tokens',
    access: 'member',
    summary: 'Mint an API token; it is shown once',
    body: tokenBody,
    status: 201,
    returns: mintedToken,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/tokens/:id',
    access: 'member',
    summary: 'Revoke an API token',
    status: 204,
    returns: nothing,
  },
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'audit:read',
    summary: 'What was done, by whom',
    query: pageQuery,
    status: 200,
    returns: auditPage,
  },

  listBots: {
    method: 'GET',
    path: '/api/bots',
    access: 'bots:read',
    summary: 'All bots',
    query: botListQuery,
    status: 200,
    returns: botPage,
  },
  createBot: {
    method: 'POST',
    path: '/api/bots',
    access: 'bots:write',
    summary: 'Create a bot',
    body: botBody,
    status: 201,
    returns: bot,
  },
  getBot: {
    method: 'GET',
    path: '/api/bots/:slug',
    access: 'bots:read',
    summary: 'One bot',
    status: 200,
    returns: bot,
  },
  updateBot: {
    method: 'PATCH',
    path: '/api/bots/:slug',
    access: 'bots:write',
    summary: 'Change a bot; makes a new version',
    body: botPatch,
    status: 200,
    returns: bot,
  },
  deleteBot: {
    method: 'DELETE',
    path: '/api/bots/:slug',
    access: 'bots:write',
    summary: 'Delete a bot with its runs and logs',
    status: 204,
    returns: nothing,
  },
  listBotVersions: {
    method: 'GET',
    path: '/api/bots/:slug/versions',
    access: 'bots:read',
    summary: 'How the bot was defined before',
    query: pageQuery,
    status: 200,
    returns: botVersionPage,
  },
  startRun: {
    method: 'POST',
    path: '/api/bots/:slug/runs',
    access: 'bots:run',
    summary: 'Run a bot',
    body: runBody,
    query: runQuery,
    status: 201,
    returns: run,
  },
  listBotRuns: {
    method: 'GET',
    path: '/api/bots/:slug/runs',
    access: 'bots:read',
    summary: 'Runs of a bot, the newest first',
    query: runListQuery,
    status: 200,
    returns: runPage,
  },
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    access: 'bots:read',
    summary: 'Runs of all bots, the newest first',
    query: runListQuery,
    status: 200,
    returns: runPage,
  },
  getRun: { method: 'GET', path: '/api/runs/:id', access: 'bots:read', summary: 'One run', status: 200, returns: run },
  cancelRun: {
    method: 'POST',
    path: '/api/runs/:id/cancel',
    access: 'bots:run',
    summary: 'End a run: SIGINT, SIGTERM, SIGKILL to its process group',
    status: 202,
    returns: run,
  },
  runEvents: {
    method: 'GET',
    path: '/api/runs/:id/events',
    access: 'bots:read',
    summary: 'The log, live: server-sent events `log`, `status` and `end`',
    query: eventsQuery,
    status: 200,
    returns: nothing,
    stream: true,
  },
  runLog: {
    method: 'GET',
    path: '/api/runs/:id/log',
    access: 'bots:read',
    summary: 'A page of the log, or all of it as text',
    query: logQuery,
    status: 200,
    returns: logPage,
    stream: true,
  },
  events: {
    method: 'GET',
    path: '/api/events',
    access: 'authenticated',
    summary: 'What changes, live: server-sent events `run` and `bot`',
    status: 200,
    returns: nothing,
    stream: true,
  },
  runner: {
    method: 'GET',
    path: '/api/runner',
    access: 'bots:read',
    summary: 'State of the machine that runs bots',
    status: 200,
    returns: runnerState,
  },

  live: {
    method: 'GET',
    path: '/health/live',
    access: 'public',
    summary: 'The process answers',
    status: 200,
    returns: live,
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    access: 'public',
    summary: 'Database, storage and runner are there',
    status: 200,
    returns: ready,
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    summary: 'This API, described',
    status: 200,
    returns: nothing,
    stream: true,
  },
});

export type RouteName = keyof typeof routes;
