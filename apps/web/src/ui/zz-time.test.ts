import { it } from 'vitest';
import { bounded } from './markdown-bounds.js';
import { markdownTree } from './markdown-tree.js';
const long = (part: string, characters = 200_000) => part.repeat(Math.floor(characters / part.length));
const tab = (n: number) => `a|b\n-|-\n${'a|b\n'.repeat(n)}\n`;
const deep = (n: number, pad: (d: number) => string, end='- a') => Array.from({ length: n }, (_, d) => `${pad(d)}${end}`).join('\n');
const hostile: Record<string, string> = {
  'table rows': `a|b\n-|-\n${long('a|b\n')}`,
  'table rows no pipes': `a|b\n-|-\n${long('a\n')}`,
  'table rows cr': `a|b\r-|-\r${long('a\r')}`,
  'tables of 990': long(tab(990)),
  'tables of 300': long(tab(300)),
  'tables of 100': long(tab(100)),
  'tables of 1': long(tab(1)),
  'many cols': `${long('|a')}\n${long('|-')}`,
  '40 cols': `${'|a'.repeat(40)}\n${'|-'.repeat(40)}\n${long('|a'.repeat(40)+'\n')}`,
  'table in quote': `> a|b\n> -|-\n${long('> a|b\n')}`,
  'lists by indentation': deep(440, (d) => ' '.repeat(d * 2)),
  'lists by tabs': deep(440, (d) => '\t'.repeat(d)),
  'lists by tabs 7000': deep(2000, (d) => '\t'.repeat(Math.min(d, 20))),
  'lists flat after deep': deep(200, (d) => ' '.repeat(d * 2)) + '\n' + long(' '.repeat(40) + '- a\n', 150_000),
  'lists zigzag': Array.from({length: 9000}, (_, i) => ' '.repeat(2*(i % 20)) + '- a').join('\n'),
  'lists zigzag tab': Array.from({length: 9000}, (_, i) => '  '.repeat((i % 20)) + '- a').join('\n\n'),
  'containers in a line': long('- - - - - - - - - - - - - - - - - - - a\n'),
  'quotes in lines': long('>>>>>>>>>>>>>>>>>>>> a\n'),
  'quotes': long('>'),
  'flat list': long('- a\n'),
  'small paras': long('a\n\n'),
  'underlined': long('a\n=\n'),
  'footnotes': Array.from({ length: 900 }, (_, at) => `[^${at}]: [^${at + 1}]`).join('\n') + '\n\n[^0]',
  'blocks of brackets': long(`${'['.repeat(480)}\n\n`),
  'pictures in items': long(`- ${'!['.repeat(160)}x${'](y)'.repeat(160)}\n`),
  'lines by cr': long('*a\r'),
  'open brackets': '['.repeat(100_000),
  'emph': '*a '.repeat(50_000),
  'pictures': '!['.repeat(900) + 'x' + '](y)'.repeat(900),
};
const only = process.env['ONLY'];
it.each(Object.entries(hostile).filter(([n]) => !only || n.includes(only)))('%s', (name, text) => {
  const at = performance.now();
  markdownTree(text, { level: 2, name: 't' });
  console.log('TIME', Math.round(performance.now() - at), name, bounded(text).text.length);
}, 60000);
