import { expect, it } from 'vitest';
import { Config } from '../config/config.js';
import { loggingOf } from './logging.js';

it('a request is logged without what is secret in its address', () => {
  const { pinoHttp } = loggingOf(Config.from({ BOTHY_DATA_DIR: '/nowhere' }), { write: () => {} });
  const [{ serializers }] = pinoHttp as unknown as [{ serializers: { req: (request: object) => { path: string } } }];
  const pathOf = (url: string) => serializers.req({ id: '1', method: 'POST', url }).path;
  expect(pathOf('/api/hooks/nightly/hF3kq1?x=1')).toBe('/api/hooks/nightly/[redacted]');
  expect(pathOf('/api/hooks/nightly/a/b')).toBe('/api/hooks/nightly/[redacted]');
  expect(pathOf('/api/bots?search=hush')).toBe('/api/bots');
});
