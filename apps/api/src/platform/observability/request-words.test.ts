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

it('where a request came from is logged, but not of those who come for tools', () => {
  const { pinoHttp } = loggingOf(Config.from({ BOTHY_DATA_DIR: '/nowhere' }), { write: () => {} });
  const [{ serializers }] = pinoHttp as unknown as [{ serializers: { req: (request: object) => object } }];
  const of = (url: string) => serializers.req({ id: '1', method: 'GET', url, remoteAddress: '203.0.113.77' });
  expect(of('/api/me')).toEqual({ id: '1', method: 'GET', path: '/api/me', from: '203.0.113.77' });
  expect(of('/d/tool/1/file')).toEqual({ id: '1', method: 'GET', path: '/d/tool/1/file' });
});
