import { nothing } from '../common.js';
import { live, ready } from '../health.js';
import { define } from './route.js';

/** For those who watch the server. */
export const houseRoutes = define({
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
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'public',
    summary: 'Figures for Prometheus, for the holder of the token of the configuration',
    status: 200,
    returns: nothing,
    stream: true,
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
