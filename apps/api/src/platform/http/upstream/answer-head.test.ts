import { expect, it } from 'vitest';
import { parseAnswerHead } from './answer-head.js';

const parse = (head: string) => parseAnswerHead(Buffer.from(head, 'latin1'));

it('reads a plain head', () => {
  const head = parse('HTTP/1.1 206 Partial Content\r\nContent-Length:  12 \r\nETag: "x"\r\nX-Empty:\r\nA: 1\r\nA: 2');
  expect([head?.status, head?.lengthBytes]).toEqual([206, 12]);
  expect([head?.headers.get('etag'), head?.headers.get('x-empty'), head?.headers.get('a')]).toEqual([
    '"x"',
    '',
    '1, 2',
  ]);
});

it('knows answers without a body', () => {
  expect(parse('HTTP/1.1 304 Not Modified\r\nContent-Length: 500')?.lengthBytes).toBe(0);
  expect(parse('HTTP/1.1 204')?.lengthBytes).toBe(0);
});

it.each([
  ['no length', 'HTTP/1.1 200 OK\r\nA: 1'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2'],
  ['the same length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\ncontent-length: 1'],
  ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1, 1'],
  ['a signed length', 'HTTP/1.1 200 OK\r\nContent-Length: +1'],
  ['a hexadecimal length', 'HTTP/1.1 200 OK\r\nContent-Length: 0x10'],
  ['an endless length', 'HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999'],
  ['chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked'],
  ['a coding', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Encoding: gzip'],
  ['a folded line', 'HTTP/1.1 200 OK\r\nA: 1\r\n Content-Length: 1\r\nContent-Length: 2'],
  ['a bare line feed', 'HTTP/1.1 200 OK\r\nA: 1\nContent-Length: 1\r\nContent-Length: 2'],
  ['a bare return', 'HTTP/1.1 200 OK\r\nA: 1\rB: 2\r\nContent-Length: 2'],
  ['a zero byte', 'HTTP/1.1 200 OK\r\nA: \0\r\nContent-Length: 2'],
  ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2'],
  ['a line without a colon', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nhello'],
  ['another version', 'HTTP/1.0 200 OK\r\nContent-Length: 2'],
  ['an interim answer', 'HTTP/1.1 100 Continue\r\nContent-Length: 2'],
  ['no status', 'HTTP/1.1 OK\r\nContent-Length: 2'],
  ['nothing', ''],
])('leaves %s to others', (_name, head) => {
  expect(parse(head)).toBeNull();
});
