import { describe, expect, it } from 'vitest';
import { keySequence, pasted } from './screen-keys.js';

const key = (name: string, held: { ctrl?: true; alt?: true; shift?: true; meta?: true } = {}) => ({
  key: name,
  ctrlKey: held.ctrl ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
  metaKey: held.meta ?? false,
});

describe('keySequence', () => {
  it.each([
    [key('a'), 'a'],
    [key('Ä', { shift: true }), 'Ä'],
    [key('Enter'), '\r'],
    [key('Backspace'), '\x7f'],
    [key('Tab'), '\t'],
    [key('Tab', { shift: true }), '\x1b[Z'],
    [key('c', { ctrl: true }), '\x03'],
    [key('D', { ctrl: true }), '\x04'],
    [key('[', { ctrl: true }), '\x1b'],
    [key('b', { alt: true }), '\x1bb'],
    [key('ArrowUp'), '\x1b[A'],
    [key('ArrowLeft', { ctrl: true }), '\x1b[1;5D'],
    [key('Delete'), '\x1b[3~'],
    [key('PageUp', { shift: true }), '\x1b[5;2~'],
    [key('F1'), '\x1bOP'],
    [key('F12'), '\x1b[24~'],
  ])('%o', (pressed, sent) => {
    expect(keySequence(pressed, false)).toBe(sent);
  });

  it.each([key('v', { ctrl: true }), key('c', { meta: true }), key('Shift', { shift: true }), key('Dead')])(
    'leaves %o to the browser',
    (pressed) => {
      expect(keySequence(pressed, false)).toBeNull();
    },
  );

  it('sends other arrows where a program asks for them', () => {
    expect(keySequence(key('ArrowUp'), true)).toBe('\x1bOA');
    expect(keySequence(key('Home'), true)).toBe('\x1bOH');
  });
});

describe('pasted', () => {
  it('ends lines as Enter does', () => {
    expect(pasted('one\r\ntwo\n', false)).toBe('one\rtwo\r');
  });

  it('cannot break out of its brackets', () => {
    expect(pasted('a\x1b[201~rm', true)).toBe('\x1b[200~a[201~rm\x1b[201~');
  });
});
