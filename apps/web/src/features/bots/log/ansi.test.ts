import { describe, expect, it } from 'vitest';
import { contrast, rgbOf256, shifted } from './ansi-colours.js';
import { parseAnsi, stripAnsi } from './ansi.js';

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
