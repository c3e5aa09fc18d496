import { describe, expect, it } from 'vitest';
import { maskName } from './mask-name.js';
import { maskSentence } from './mask-sentence.js';
import { patternTable } from './pattern-table.js';
import { patternsOf } from './spellings.js';

const masked = (text: string, value: string): string => maskSentence(text, [{ name: 'KEY', value }]);
const mask = '[masked: KEY]';

/** Letters, marks of every encoder, blanks, more than ASCII, and a control character. */
const hard = 'p/w+d=?<&>"\'\\ ~!*(é🧊)\u007f\t;,@:$#`{}|^[]%';
const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

describe('spellings of a secret', () => {
  it.each([token, hard])('holds base64 wherever the secret lies in what was encoded: %s', (value) => {
    for (let before = 0; before < 9; before++) {
      for (let after = 0; after < 5; after++) {
        const whole = Buffer.from(`${'x'.repeat(before)}${value}${'y'.repeat(after)}`);
        for (const encoding of ['base64', 'base64url'] as const) {
          const text = masked(`> ${whole.toString(encoding)} <`, value);
          expect(text).toContain(mask);
          // Of the secret's first and last byte some bits stand in characters that it shares with its neighbours.
          const around = Math.ceil((before * 4) / 3) + Math.ceil((after * 4) / 3);
          expect(text.length).toBeLessThanOrEqual(`> ${mask} <`.length + around + 6);
        }
      }
    }
    expect(masked(`(${Buffer.from(value).toString('base64')})`, value)).toBe(`(${mask})`);
    expect(masked(`(${Buffer.from(value).toString('base64url')})`, value)).toBe(`(${mask})`);
  });

  it('holds rows of base64, together and indented', () => {
    const value = token.repeat(8);
    for (const width of [64, 76]) {
      const rows =
        Buffer.from(value)
          .toString('base64')
          .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      for (const end of ['\n', '\r\n']) expect(masked(`> ${rows.join(end)} <`, value)).toBe(`> ${mask} <`);
      const indented = rows
        .slice(0, -1)
        .map((row) => `  ${row}\n`)
        .join('');
      expect(masked(indented, value)).toBe(`  ${mask}\n`.repeat(rows.length - 1));
    }
  });

  const percent = (text: string, upper: boolean): string =>
    Array.from(Buffer.from(text), (byte) => {
      const hex = byte.toString(16).padStart(2, '0');
      return /[\w.-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${upper ? hex.toUpperCase() : hex}`;
    }).join('');
  it.each([
    ['itself', hard],
    ['encodeURIComponent', encodeURIComponent(hard)],
    ['encodeURI', encodeURI(hard)],
    ['forms', new URLSearchParams({ x: hard }).toString().slice(2)],
    ['strict, upper', percent(hard, true)],
    ['strict, lower', percent(hard, false)],
    ['strict, blanks as +', percent(hard, false).replaceAll('%20', '+')],
    ['JSON', JSON.stringify(hard).slice(1, -1)],
    [
      'JSON with slashes escaped',
      JSON.stringify(hard)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['JSON within JSON', JSON.stringify(JSON.stringify(hard)).slice(3, -3)],
    ['hex', Buffer.from(hard).toString('hex')],
    ['HEX', Buffer.from(hard).toString('hex').toUpperCase()],
    ['a trace of a shell', hard.replaceAll("'", String.raw`'\''`)],
    [
      'single quotes',
      hard
        .replaceAll('\\', '\\\\')
        .replaceAll("'", String.raw`\'`)
        .replaceAll('\t', String.raw`\t`),
    ],
  ])('holds %s', (_, spelled) => {
    expect(masked(`> ${spelled} <`, hard)).toBe(`> ${mask} <`);
  });

  it.each([
    ['Python', String.raw`k\u00e9y \ud83e\uddca / "x`, { quote: true }],
    ['PHP', String.raw`k\u00e9y \ud83e\uddca \/ "x`, { quote: true }],
    ['upper', String.raw`k\u00E9y \uD83E\uDDCA / "x`, { quote: true }],
    ['upper with slash', String.raw`k\u00E9y \uD83E\uDDCA \/ "x`, { quote: true }],
    ['.NET', String.raw`k\u00E9y \uD83E\uDDCA / \u0022x`, {}],
    ['plain', 'ké' + 'y 🧊 / "x', { quote: true }],
  ])('holds JSON as %s writes it', (_, spelled, { quote }: { quote?: boolean }) => {
    const text = quote === true ? spelled.replace('"', String.raw`\"`) : spelled;
    expect(masked(`{"key":"${text}"}`, 'kéy 🧊 / "x')).toBe(`{"key":"${mask}"}`);
  });

  it('holds what shells and markup make of it', () => {
    const value = `p'w "x" $y & <z>`;
    for (const spelled of [
      String.raw`p\'w\ \"x\"\ \$y\ \&\ \<z\>`,
      String.raw`p'\''w "x" $y & <z>`,
      `p'"'"'w "x" $y & <z>`,
      `p'w "x" $y &amp; &lt;z&gt;`,
      'p&#39;w &quot;x&quot; $y &amp; &lt;z&gt;',
    ]) {
      expect(masked(`(${spelled})`, value)).toBe(`(${mask})`);
    }
  });

  it('holds control characters in JSON, short and long', () => {
    const value = 'one\u0001two\nthree\u001f';
    for (const spelled of [String.raw`one\u0001two\nthree\u001f`, String.raw`one\u0001two\u000athree\u001f`]) {
      expect(masked(`"${spelled}"`, value)).toBe(`"${mask}"`);
    }
    expect(masked(String.raw`"one\u0001two\u000Aé"`, 'one\u0001two\né')).toContain(mask);
  });

  it('masks each line of a secret of many, and all of it as files and terminals print it', () => {
    const lines = [
      '-----BEGIN KEY-----',
      'MIIEvQIBADANBgkq',
      '  hkiG9w0BAQEFAASC',
      '========',
      'short',
      '-----END KEY-----',
    ];
    for (const given of ['\n', '\r\n']) {
      const value = `${lines.join(given)}\n`;
      for (const printed of ['\n', '\r\n']) expect(masked(`${lines.join(printed)}.`, value)).toBe(`${mask}.`);
      expect(masked('a MIIEvQIBADANBgkq b hkiG9w0BAQEFAASC c ======== d short', value)).toBe(
        `a ${mask} b ${mask} c ======== d short`,
      );
      expect(masked(JSON.stringify({ value }), value)).not.toContain('short');
    }
  });

  it('masks the lines of a key whose line ends are escaped', () => {
    const lines = ['-----BEGIN KEY-----', 'MIIEvQIBADANBgkq', 'hkiG9w0BAQEFAASC', '-----END KEY-----'];
    const value = JSON.stringify({ type: 'account', key: lines.join('\n') });
    for (const line of lines.slice(1, -1)) expect(masked(`> ${line} <`, value)).toBe(`> ${mask} <`);
  });

  it('masks a value with blanks or a newline around it without them too', () => {
    expect(masked('=secret-value-1=', ' secret-value-1\n')).toBe(`=${mask}=`);
    expect(masked(Buffer.from('secret-value-1').toString('base64'), 'secret-value-1\n')).toBe(mask);
  });

  it('cuts what is long, and masks the whole as one', () => {
    const value = Array.from({ length: 5000 }, (_, at) => (at * 7919).toString(36)).join('-');
    for (const pattern of patternsOf(value)) expect(pattern.length).toBeLessThan(256);
    expect(masked(`> ${value} <`, value)).toBe(`> ${mask} <`);
    expect(masked(`> ${Buffer.from(value).toString('base64')} <`, value)).toBe(`> ${mask} <`);
    expect(masked(JSON.stringify({ value }), value)).toBe(`{"value":"${mask}"}`);
  });

  it('searches for nothing shorter than eight bytes, and makes no table of nothing', () => {
    expect(patternTable([])).toBeNull();
    expect(patternTable([{ name: 'KEY', value: '1234567' }])).toBeNull();
    expect(masked('12345678', '12345678')).toBe(mask);
    for (const pattern of patternsOf('12345678\nabc\ndefghijk')) expect(pattern.length).toBeGreaterThanOrEqual(8);
  });

  it('names all secrets of one value, and each once', () => {
    const secrets = ['ONE', 'TWO', 'ONE'].map((name) => ({ name, value: token }));
    expect(maskSentence(`git clone https://x:${token}@host`, secrets)).toBe(
      'git clone https://x:[masked: ONE, TWO]@host',
    );
    expect(maskName(`out/${token}.txt`, secrets)).toBe('out/[masked: ONE, TWO].txt');
  });
});
