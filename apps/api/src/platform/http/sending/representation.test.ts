import { describe, expect, it } from 'vitest';
import { decide, type Representation } from './representation.js';

const lastModified = new Date('2026-03-01T12:00:00.700Z');
const date = 'Sun, 01 Mar 2026 12:00:00 GMT';
const earlier = 'Sun, 01 Mar 2026 11:59:59 GMT';
const file: Representation = { etag: '"abc"', lastModified, sizeBytes: 100 };
const unnamed: Representation = { etag: null, sizeBytes: 100 };
const status = (headers: Record<string, string>, of = file) => decide({ method: 'GET', headers }, of).status;

it('is sent whole unless something else is asked for', () => {
  expect(decide({ method: 'GET', headers: {} }, file)).toEqual({
    status: 200,
    span: { from: 0, to: 100 },
    headers: { etag: '"abc"', 'last-modified': date, 'accept-ranges': 'bytes', 'content-length': '100' },
  });
  expect(decide({ method: 'GET', headers: {} }, { etag: null, sizeBytes: 0 }).headers).toEqual({
    'accept-ranges': 'bytes',
    'content-length': '0',
  });
});

it('is sent in part', () => {
  const { headers, ...rest } = decide({ method: 'GET', headers: { range: 'bytes=10-' } }, file);
  expect(rest).toEqual({ status: 206, span: { from: 10, to: 100 } });
  expect(headers).toMatchObject({ 'content-length': '90', 'content-range': 'bytes 10-99/100', etag: '"abc"' });
});

it.each(['bytes=0-1,5-6', 'lines=0-1', 'bytes=9-1', 'bytes'])('is sent whole to %s', (range) => {
  expect(status({ range })).toBe(200);
});

it.each(['bytes=10-', 'bytes=100-'])('is whole to HEAD, whatever range is asked for: %s', (range) => {
  const { status: told, headers } = decide({ method: 'HEAD', headers: { range } }, file);
  expect([told, headers['content-length'], headers['content-range']]).toEqual([200, '100', undefined]);
});

it('has nothing behind its end', () => {
  expect(decide({ method: 'GET', headers: { range: 'bytes=100-' } }, file)).toEqual({
    status: 416,
    span: null,
    headers: { 'content-range': 'bytes */100' },
  });
});

describe('if-range', () => {
  const answers = (onlyIf: string, of = file) => status({ range: 'bytes=0-9', 'if-range': onlyIf }, of);

  it('is met by the very same tag or date', () => {
    expect(['"abc"', date].map((onlyIf) => answers(onlyIf))).toEqual([206, 206]);
  });

  it('is met by nothing else: not by a weak tag, another tag, a list, or another date', () => {
    for (const onlyIf of ['W/"abc"', '"other"', '"abc", "other"', earlier, 'soon', '']) {
      expect([onlyIf, answers(onlyIf)]).toEqual([onlyIf, 200]);
    }
    expect(answers('W/"abc"', { ...file, etag: 'W/"abc"' })).toBe(200);
    expect(answers('"abc"', unnamed)).toBe(200);
  });

  it('keeps a range behind the end from being refused when it is not met', () => {
    expect(status({ range: 'bytes=100-', 'if-range': '"old"' })).toBe(200);
  });
});

describe('what is known already', () => {
  it.each(['"abc"', 'W/"abc"', '"x", W/"abc"', '*'])('is not sent again: if-none-match %s', (tags) => {
    expect(decide({ method: 'GET', headers: { 'if-none-match': tags, range: 'bytes=0-1' } }, file)).toEqual({
      status: 304,
      span: null,
      headers: { etag: '"abc"', 'last-modified': date },
    });
  });

  it('is told by the date only where no tag is asked for', () => {
    expect(status({ 'if-modified-since': date })).toBe(304);
    expect(status({ 'if-modified-since': earlier })).toBe(200);
    expect(status({ 'if-modified-since': date, 'if-none-match': '"old"' })).toBe(200);
    expect(status({ 'if-modified-since': 'yesterday' })).toBe(200);
    expect(status({ 'if-none-match': '"abc"' }, unnamed)).toBe(200);
  });
});

describe('what is meant', () => {
  it.each([
    [{ 'if-match': '"abc"' }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': 'W/"abc"' }, 412],
    [{ 'if-match': '"old"' }, 412],
    [{ 'if-match': '"old"', 'if-none-match': '"abc"' }, 412],
    [{ 'if-unmodified-since': date }, 200],
    [{ 'if-unmodified-since': earlier }, 412],
    [{ 'if-unmodified-since': earlier, 'if-match': '"abc"' }, 200],
  ] as const)('%j', (headers, expected) => {
    expect(status(headers)).toBe(expected);
  });
});
