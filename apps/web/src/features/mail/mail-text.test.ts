import { describe, expect, it } from 'vitest';
import { sendingWords } from './mail-words.js';
import { piecesOf } from './mail-text.js';

const here = 'https://bothy.example.org';
const links = (text: string) => piecesOf(text, here).flatMap(({ href }) => (href ? [href] : []));
const whole = (text: string) =>
  piecesOf(text, here)
    .map((piece) => piece.text)
    .join('');

describe('the text of a mail', () => {
  it('has links to this page only, and loses nothing', () => {
    const text = `Hello,\n\nopen ${here}/join#token=a-b_c.\nNot https://elsewhere.example/x or javascript:alert(1).\n`;
    expect(links(text)).toEqual([`${here}/join#token=a-b_c`]);
    expect(whole(text)).toBe(text);
  });

  it.each([
    `https://bothy.example.org.evil.example/`,
    `https://bothy.example.org@evil.example/`,
    `http://bothy.example.org/`,
    `https://bothy.example.org:8443/`,
    `https://`,
    `javascript:location='${'x'}'`,
  ])('does not follow %s', (text) => {
    expect(links(text)).toEqual([]);
    expect(whole(text)).toBe(text);
  });

  it('says how the sending stands', () => {
    const mail = {
      id: 'm',
      to: 'a@example.org',
      subject: 's',
      createdAt: '2026-01-01T00:00:00.000Z',
      sentAt: null,
    };
    expect(sendingWords({ ...mail, state: 'failed', attempts: 3, problem: '550 no such user' })).toBe(
      '550 no such user (after 3 tries)',
    );
    expect(sendingWords({ ...mail, state: 'waiting', attempts: 0, problem: null })).toBe('Not tried yet');
    expect(sendingWords({ ...mail, state: 'sent', attempts: 1, problem: null })).toBe('');
  });
});
