import {
  delivery,
  deliveryAnswer,
  deliveryListQuery,
  deliveryPage,
  nextTimes,
  nextTimesQuery,
  upcomingQuery,
  upcomingRuns,
} from '../bots/index.js';
import { define } from './route.js';

/** What starts runs by itself: schedules and webhooks. */
export const triggersRoutes = define({
  nextTimes: {
    method: 'GET',
    path: '/api/schedules/next',
    access: 'bots:read',
    summary: 'When a schedule comes next',
    query: nextTimesQuery,
    status: 200,
    returns: nextTimes,
  },
  upcomingRuns: {
    method: 'GET',
    path: '/api/schedules/upcoming',
    access: 'bots:read',
    summary: 'Which bots are due next',
    query: upcomingQuery,
    status: 200,
    returns: upcomingRuns,
  },
  receiveDelivery: {
    method: 'POST',
    path: '/api/hooks/:bot/:token',
    access: 'public',
    summary: 'Where a provider sends its deliveries',
    status: 202,
    returns: deliveryAnswer,
    stream: true,
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/bots/:slug/deliveries',
    access: 'bots:read',
    summary: 'Deliveries to a bot, the newest first',
    query: deliveryListQuery,
    status: 200,
    returns: deliveryPage,
  },
  replayDelivery: {
    method: 'POST',
    path: '/api/deliveries/:id/replay',
    access: 'bots:run',
    summary: 'Take a delivery as if it came again',
    status: 202,
    returns: delivery,
  },
});
