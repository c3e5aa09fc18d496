import {
  crosscheckQuery,
  metricCrosscheck,
  metricSeries,
  metricTop,
  metricTotals,
  seriesQuery,
  topQuery,
  totalsQuery,
} from '../catalog/index.js';
import { nothing } from '../common.js';
import { define } from './route.js';

/** Figures of downloads, clones, saves and runs. */
export const metricsRoutes = define({
  metricTotals: {
    method: 'GET',
    path: '/api/metrics/totals',
    access: 'metrics:read',
    summary: 'How often, in all',
    query: totalsQuery,
    status: 200,
    returns: metricTotals,
  },
  metricSeries: {
    method: 'GET',
    path: '/api/metrics/series',
    access: 'metrics:read',
    summary: 'How often in each hour, day, week or month',
    query: seriesQuery,
    status: 200,
    returns: metricSeries,
  },
  metricSeriesCsv: {
    method: 'GET',
    path: '/api/metrics/series.csv',
    access: 'metrics:read',
    summary: 'The same as a table',
    query: seriesQuery,
    status: 200,
    returns: nothing,
    stream: true,
    gives: ['text/csv'],
  },
  metricTop: {
    method: 'GET',
    path: '/api/metrics/top',
    access: 'metrics:read',
    summary: 'The greatest versions, files, referrers or countries',
    query: topQuery,
    status: 200,
    returns: metricTop,
  },
  metricCrosscheck: {
    method: 'GET',
    path: '/api/metrics/crosscheck',
    access: 'metrics:read',
    summary: 'What GitLab itself counted of a tool, beside ours',
    query: crosscheckQuery,
    status: 200,
    returns: metricCrosscheck,
  },
});
