import { describe, expect, it } from 'vitest';
import { SseParser } from './sse-parser.js';

const text =
  ': hello\r\nretry: 700\r\n\r\nid: 1:2\nevent: log\ndata: {"a":\ndata: 1}\n\ndata:x\n\n:beat\n\nevent: end\ndata: {}\n\n';
const events = [
  { name: 'log', data: '{"a":\n1}', id: '1:2' },
  { name: 'message', data: 'x', id: '1:2' },
  { name: 'end', data: '{}', id: '1:2' },
];

describe('SseParser', () => {
  it('reads events, ids and the retry time', () => {
    const parser = new SseParser();
    expect(parser.push(text)).toEqual(events);
    expect(parser.retryMs).toBe(700);
  });

  it('reads the same wherever the text is cut', () => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parser = new SseParser();
      expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual(events);
    }
  });
});
