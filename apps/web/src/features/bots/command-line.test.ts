import { describe, expect, it } from 'vitest';
import { looksLikeShell, quoteArguments, splitArguments } from './command-line.js';

describe('splitArguments', () => {
  it.each([
    ['node build.mjs  --x', ['node', 'build.mjs', '--x']],
    [`sh -c 'echo "a b"' ""`, ['sh', '-c', 'echo "a b"', '']],
    [`a\\ b "c \\" d" e'f'g`, ['a b', 'c " d', 'efg']],
    ['', []],
  ])('splits %s', (text, argv) => {
    expect(splitArguments(text).argv).toEqual(argv);
  });

  it('says which quote is open', () => {
    expect(splitArguments('echo "a').problem).toContain('"');
  });

  it('reads back what quoteArguments wrote', () => {
    const argv = ['a', '', "it's", 'x y', '$HOME', '\\', 'line\nbreak', '"'];
    expect(splitArguments(quoteArguments(argv)).argv).toEqual(argv);
  });

  it('notices what only a shell understands', () => {
    expect(looksLikeShell('a | b')).toBe(true);
    expect(looksLikeShell("node -e 'a | b'")).toBe(false);
  });
});
