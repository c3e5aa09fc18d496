import { bot, botBody, botListQuery, botPage, botPatch, botVersionPage, runnerState } from '../bots/index.js';
import { nothing, pageQuery } from '../common.js';
import { define } from './route.js';

/** Bots, and the machine that runs them. */
export const botsRoutes = define({
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
  runner: {
    method: 'GET',
    path: '/api/runner',
    access: 'bots:read',
    summary: 'State of the machine that runs bots',
    status: 200,
    returns: runnerState,
  },
});
