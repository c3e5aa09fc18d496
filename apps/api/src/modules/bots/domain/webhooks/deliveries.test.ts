import { describe, expect, it } from 'vitest';
import { filteredBecause, mapParams } from './delivery-choice.js';
import { factsOf, slackChallenge } from './delivery-facts.js';
import { readPayload } from './hook-payload.js';
import { keptHeaders } from './hook-request.js';
import { atPointer } from './json-pointer.js';

const payloadOf = (type: string, body: string | Buffer) =>
  readPayload({ headers: { 'content-type': type }, body: Buffer.from(body) });

describe('a JSON pointer', () => {
  // The document and its answers are those of RFC 6901, section 5.
  const document = JSON.parse(
    '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}',
  ) as unknown;

  it.each([
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
    ['', document],
  ])('%j finds %j', (pointer, value) => expect(atPointer(document, pointer)).toEqual(value));

  it.each(['/foo/2', '/foo/00', '/foo/-', '/foo/0/x', '/nothing', '/__proto__', '/constructor/name', '/foo/length'])(
    '%j finds nothing',
    (pointer) => expect(atPointer(document, pointer)).toBeUndefined(),
  );
});

describe('a payload', () => {
  it('is JSON, a form, JSON in a form, or text', () => {
    expect(payloadOf('application/json; charset=utf-8', '{"a":1}').value).toEqual({ a: 1 });
    expect(payloadOf('application/cloudevents+json', '[1]').value).toEqual([1]);
    expect(payloadOf('application/x-www-form-urlencoded', 'payload=%7B%22a%22%3A1%7D').value).toEqual({ a: 1 });
    expect(payloadOf('application/x-www-form-urlencoded', 'a=1&b=2&b=3+4&__proto__=x').value).toEqual(
      JSON.parse('{"a":"1","b":["2","3 4"],"__proto__":"x"}'),
    );
    expect(payloadOf('text/plain', 'hello')).toEqual({ value: 'hello', problem: null });
    expect(payloadOf('', '{"a":1}').value).toBe('{"a":1}');
  });

  it('that cannot be read says why', () => {
    expect(payloadOf('application/json', '{').problem).toBe('The payload is not valid JSON.');
    expect(payloadOf('text/plain', Buffer.from([0xff])).problem).toBe('The payload is not valid UTF-8.');
  });
});

describe('what a provider says of a delivery', () => {
  it.each([
    ['github', { 'x-github-delivery': 'd', 'x-github-event': 'push' }, {}, 'd', 'push'],
    ['gitlab', { 'x-gitlab-event-uuid': 'u', 'x-gitlab-event': 'Push Hook' }, {}, 'u', 'Push Hook'],
    ['gitlab', { 'x-gitlab-event-uuid': 'u', 'idempotency-key': 'k' }, {}, 'k', null],
    ['gitlab', { 'webhook-id': 'w', 'idempotency-key': 'k' }, {}, 'w', null],
    ['slack', {}, { type: 'event_callback', event_id: 'Ev1', event: { type: 'app_mention' } }, 'Ev1', 'app_mention'],
    ['slack', {}, { command: '/deploy' }, null, '/deploy'],
    ['standard', { 'webhook-id': 'msg_1' }, { type: 'user.created' }, 'msg_1', 'user.created'],
    ['generic', { 'x-delivery-id': 'x', 'idempotency-key': 'k' }, { event: 'built' }, 'x', 'built'],
    ['generic', { 'idempotency-key': 'k', 'x-event-type': 'e' }, 'text', 'k', 'e'],
    ['generic', {}, null, null, null],
  ] as const)('%s with %j and %j', (provider, headers, payload, deliveryId, event) => {
    expect(factsOf(provider, headers, payload)).toMatchObject({ deliveryId, event });
  });

  it('is kept only as what a database takes', () => {
    const long = factsOf('github', { 'x-github-delivery': 'x'.repeat(5000), 'x-github-event': 'é\0'.repeat(90) }, null);
    expect(long.deliveryId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(long.event).toBe('?'.repeat(100));
    expect(factsOf('slack', {}, { event_id: 'a\0b' }).deliveryId).toMatch(/^sha256:/);
  });

  it("holds Slack's question for an address", () => {
    expect(slackChallenge({ type: 'url_verification', challenge: 'c' })).toBe('c');
    expect(slackChallenge({ type: 'url_verification', challenge: 5 })).toBeNull();
    expect(slackChallenge({ type: 'event_callback', challenge: 'c' })).toBeNull();
  });

  it('is kept without what proves who sent it', () => {
    const headers = {
      'x-hub-signature-256': 's',
      'x-gitlab-token': 's',
      authorization: 's',
      cookie: 's',
      'content-type': 'application/json',
      'x-github-event': 'push',
    };
    expect(keptHeaders(headers)).toEqual({ 'content-type': 'application/json', 'x-github-event': 'push' });
  });
});

describe('what is asked for', () => {
  const payload = payloadOf('application/json', '{"ref":"refs/heads/main","n":1,"deep":{"list":[null,true]}}');
  const because = (events: string[], filter: object, headers: Record<string, string> = { 'x-github-event': 'push' }) =>
    filteredBecause({ events, filter: filter as Record<string, string> }, factsOf('github', headers, null), payload);

  it('by event', () => {
    expect(because([], {})).toBeNull();
    expect(because(['release', 'push'], {})).toBeNull();
    expect(because(['release'], {})).toBe('The event push was not asked for.');
    expect(because([], {}, { 'x-github-event': 'ping' })).toBe('The provider asked whether this address is right.');
    expect(because(['ping'], {}, { 'x-github-event': 'ping' })).toBeNull();
    const gitlab = factsOf('gitlab', { 'x-gitlab-event': 'Push Hook' }, { object_kind: 'push' });
    expect(filteredBecause({ events: ['push'], filter: {} }, gitlab, payload)).toBeNull();
  });

  it('by values, all of which must hold', () => {
    expect(
      because([], { '/ref': 'refs/heads/main', '/n': [2, 1], '/deep/list/0': null, '/deep/list/1': true }),
    ).toBeNull();
    expect(because([], { '/ref': 'refs/heads/main', '/n': '1' })).toBe('What stands at /n was not asked for.');
    expect(because([], { '/gone': null })).not.toBeNull();
  });
});

describe('parameters from a payload', () => {
  const schema = {
    type: 'object' as const,
    properties: {
      text: { type: 'string' as const },
      count: { type: 'integer' as const, default: 7 },
      flag: { type: 'boolean' as const },
      key: { type: 'secret' as const },
    },
    required: ['text'],
  };
  const map = (mapping: Record<string, string>, body: string) =>
    mapParams(mapping, schema, payloadOf('application/json', body));

  it('take the type that is wanted', () => {
    const mapping = { text: '/a', count: '/b', flag: '/c', key: '/d' };
    expect(map(mapping, '{"a":{"x":[1]},"b":"5","c":"true","d":"opensesame-99"}')).toEqual({
      params: { text: '{"x":[1]}', count: 5, flag: true, key: 'opensesame-99' },
      problem: null,
    });
    expect(map(mapping, '{"a":12,"b":null}')).toEqual({ params: { text: '12', count: 7 }, problem: null });
    expect(map({ text: '' }, '[1,"a"]').params).toMatchObject({ text: '[1,"a"]' });
  });

  it('say what is wrong with them', () => {
    expect(map({ count: '/b' }, '{"b":"many"}').problem).toBe(
      'text: This parameter is needed. count: Give a whole number.',
    );
    expect(map({ text: '/a' }, '{').problem).toBe('The payload is not valid JSON.');
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(map({ text: '' }, deep).problem).toMatch(/nests too deep|characters at most/);
  });
});
