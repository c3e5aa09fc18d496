import { describe, expect, it } from 'vitest';
import { TerminalScreen } from './terminal-screen.js';

async function screenOf(text: string, cols = 20, rows = 5): Promise<TerminalScreen> {
  const screen = await TerminalScreen.open(cols, rows);
  await screen.write(new TextEncoder().encode(text));
  return screen;
}
const textsOf = (screen: TerminalScreen, y: number) => screen.row(y).map((run) => [run.text, run.classes]);
const textOf = (screen: TerminalScreen, y: number) =>
  screen
    .row(y)
    .map((run) => run.text)
    .join('')
    .trimEnd();

describe('TerminalScreen', () => {
  it('moves as a program tells it to', async () => {
    const screen = await screenOf('one\r\ntwo\x1b[1;1HONE\x1b[2;4H!\x1b[?25l');
    expect([textOf(screen, 0), textOf(screen, 1)]).toEqual(['ONE', 'two!']);
    expect(screen.row(1).some((run) => run.cursor)).toBe(false);
    // Rows below in which nothing stands are not shown.
    expect(screen.length).toBe(2);
  });

  it('draws colours as the classes of the log', async () => {
    const screen = await screenOf('\x1b[1;31mbad\x1b[0m \x1b[38;2;255;0;0mx\x1b[0m\x1b[?25l');
    expect(textsOf(screen, 0).slice(0, 2)).toEqual([
      ['bad', 'a1 ab'],
      [' ', ''],
    ]);
    expect(screen.row(0)[2]?.style?.color).toMatch(/^light-dark/);
  });

  it('shows where the cursor stands, and a wide character as one', async () => {
    const screen = await screenOf('name: ');
    expect(screen.row(0).findIndex((run) => run.cursor)).toBe(1);
    expect(screen.row(0, false).some((run) => run.cursor)).toBe(false);
    expect(screen.currentText.trimEnd()).toBe('name:');
    const wide = await screenOf('漢x\x1b[?25l');
    expect(wide.row(0)).toMatchObject([{ text: '漢', wide: true }, { text: 'x' }]);
  });

  it('keeps rows that scrolled off, and knows the keys that are asked for', async () => {
    const screen = await screenOf(
      Array.from({ length: 12 }, (_, n) => `row ${n}`).join('\r\n') + '\x1b[?1h\x1b[?2004h',
    );
    expect(screen.length).toBe(12);
    expect(textOf(screen, 0)).toBe('row 0');
    expect([screen.applicationCursor, screen.bracketedPaste]).toEqual([true, true]);
  });
});
