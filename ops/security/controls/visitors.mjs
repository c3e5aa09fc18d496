import { inApi } from './in-api.mjs';

const salts = 'modules/metrics/downloads-counted.test.ts';

/** What is kept of those who come for tools: nothing by which they could be found. */
export const visitorControls = [
  inApi(
    'V14.2.4',
    'no addresses of visitors in the log',
    [
      'platform/observability/logging.ts',
      '...(!leavesNoAddress(request.url) && { from: request.remoteAddress }),',
      'from: request.remoteAddress,',
    ],
    [
      'platform/observability/request-words.test.ts',
      'where a request came from is logged, but not of those who come for tools',
    ],
  ),
  inApi(
    'V14.2.4',
    'what visitors come for, written in percent signs',
    [
      'platform/observability/visitor-paths.ts',
      "if (!path.includes('%')) return visitors.test(path);",
      'if (path) return visitors.test(path);',
    ],
    ['platform/observability/visitor-paths.test.ts', 'tells what strangers come for, however it is written'],
  ),
  inApi(
    'V14.2.4',
    'no address beside a token that was used for a tool',
    [
      'modules/identity/http/bearer-reader.ts',
      '(leavesNoAddress(url) ? null : ip)',
      '(leavesNoAddress(url) ? ip : ip)',
    ],
    [
      'modules/catalog/downloads-privacy.test.ts',
      'leaves no address: neither in the log, nor in the database, nor in any file',
    ],
  ),
  inApi(
    'V14.2.4',
    'the salt that makes names of visitors',
    [
      'modules/metrics/application/visitors/visitor-book.ts',
      "createHmac('sha256', await this.salt.of(day))",
      "createHmac('sha256', (await this.salt.of(day)).subarray(0, 0))",
    ],
    [
      'modules/metrics/application/visitors/visitor-book.test.ts',
      'knows visitors by names that only the salt of a day makes',
    ],
  ),
  inApi(
    'V14.2.4',
    'salts that are thrown away when the next is drawn',
    [
      'modules/metrics/persistence/metric-salts.ts',
      'await this.database.manager.delete(MetricSaltEntity, { day: LessThan(day) });',
      '',
    ],
    [salts, 'count again on another day, whose salt is another'],
  ),
  inApi(
    'V14.2.4',
    'salts that are thrown away after their day',
    [
      'modules/metrics/persistence/ended-days.ts',
      'await manager.delete(MetricSaltEntity, { day: LessThan(day) });',
      '',
    ],
    [
      'modules/metrics/no-addresses.test.ts',
      'nothing of a visitor is in the files of SQLite, and nothing at all of the day once it is over',
    ],
  ),
];
