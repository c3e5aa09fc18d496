import { describe, expect, it } from 'vitest';
import { contrast, rgbOf256, shifted } from './ansi-colours.js';
import { parseAnsi, plainLook, stripAnsi } from './ansi.js';

describe('parseAnsi', () => {
  it('turns the sixteen colours, bold and underline into classes', () => {
    expect(parseAnsi('\x1b[1;31mFAIL\x1b[0m plain \x1b[94;4mlink\x1b[24m on')).toEqual([
      { text: 'FAIL', classes: 'a1 ab' },
      { text: ' plain ', classes: '' },
      { text: 'link', classes: 'a12 au' },
      { text: ' on', classes: 'a12' },
    ]);
  });

  it('shows what stands behind the last carriage return', () => {
    expect(stripAnsi('10 %\r50 %\r100 %')).toBe('100 %');
    expect(stripAnsi('done\r')).toBe('done');
    expect(stripAnsi('one\rtwo\r\x1b[0m\r')).toBe('two');
    expect(stripAnsi(Array.from({ length: 1500 }, (_, n) => `${n} of 1500`).join('\r'))).toBe('1499 of 1500');
  });

  it('keeps the colours that overwritten text has set', () => {
    expect(parseAnsi('\x1b[32m 10 %\r 20 %\r\x1b[1m 30 %')).toEqual([{ text: ' 30 %', classes: 'a2 ab' }]);
    expect(stripAnsi('building 1\x1b[2K\x1b[1Gbuilding 2\x1b[2K\x1b[1Gbuilt')).toBe('built');
    expect(stripAnsi('100 %\r\x1b[0m')).toBe('100 %');
  });

  it('goes on as the piece before left off', () => {
    const look = plainLook();
    expect(parseAnsi('\x1b[31mone', look)).toEqual([{ text: 'one', classes: 'a1' }]);
    expect(parseAnsi('two\x1b[0m three', look)).toEqual([
      { text: 'two', classes: 'a1' },
      { text: ' three', classes: '' },
    ]);
  });

  it('draws a background as a tint under text of the normal colour', () => {
    expect(parseAnsi('\x1b[97;42m DONE \x1b[0m')).toEqual([{ text: ' DONE ', classes: 'bg2' }]);
    expect(parseAnsi('\x1b[31;7mx')).toEqual([{ text: 'x', classes: 'bg1' }]);
  });

  it('reads 256 and true colours, and maps the first sixteen to classes', () => {
    expect(parseAnsi('\x1b[38;5;9mx')).toEqual([{ text: 'x', classes: 'a9' }]);
    expect(parseAnsi('\x1b[38;2;255;0;0mx\x1b[39my')[0]?.style?.color).toMatch(/^light-dark\(rgb/);
    expect(parseAnsi('\x1b[38;2;255;0;0mx\x1b[39my')[1]).toEqual({ text: 'y', classes: '' });
  });

  it('leaves out every other escape, whole or cut off', () => {
    const raw = '\x1b]0;title\x07a\x1b[2Kb\x1b[?25lc\x1b(Bd\x1bPq#0\x1b\\e\x08f\x1b[3';
    expect(stripAnsi(raw)).toBe('abcdef');
  });

  it('joins neighbours of one look, and keeps tabs', () => {
    expect(parseAnsi('\x1b[32ma\x1b[32m\tb')).toEqual([{ text: 'a\tb', classes: 'a2' }]);
  });
});

describe('colours', () => {
  it('knows the cube and the greys of xterm', () => {
    expect(rgbOf256(16)).toEqual([0, 0, 0]);
    expect(rgbOf256(208)).toEqual([255, 135, 0]);
    expect(rgbOf256(255)).toEqual([238, 238, 238]);
  });

  it('shifts every one of the 256 until it reads', () => {
    const light = [0xf1, 0xf0, 0xeb] as const;
    const dark = [0x18, 0x1c, 0x19] as const;
    for (let n = 16; n < 256; n += 1) {
      expect(contrast(shifted(rgbOf256(n), light, [0, 0, 0]), light)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(shifted(rgbOf256(n), dark, [255, 255, 255]), dark)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
