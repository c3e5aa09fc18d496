import { secret, secretBody, secretPage } from '../bots/index.js';
import { nothing, pageQuery } from '../common.js';
import { define } from './route.js';

/** Secrets that bots may have. */
export const secretsRoutes = define({
  listSecrets: {
    method: 'GET',
    path: '/api/secrets',
    access: 'secrets:read',
    summary: 'The names of all secrets, and who may have them',
    query: pageQuery,
    status: 200,
    returns: secretPage,
  },
  getSecret: {
    method: 'GET',
    path: '/api/secrets/:name',
    access: 'secrets:read',
    summary: 'One secret, without its value',
    status: 200,
    returns: secret,
  },
  putSecret: {
    method: 'PUT',
    path: '/api/secrets/:name',
    access: 'secrets:write',
    summary: 'Set a secret, or who may have it',
    body: secretBody,
    status: 200,
    returns: secret,
  },
  deleteSecret: {
    method: 'DELETE',
    path: '/api/secrets/:name',
    access: 'secrets:write',
    summary: 'Delete a secret',
    status: 204,
    returns: nothing,
  },
});
