import type { IBufferCell, Terminal } from '@xterm/headless';
import { drawn, plainLook, type Look } from '../log/ansi.js';
import { rgbOf256, type Rgb } from '../log/ansi-colours.js';

/** Cells of a row in one look. */
export interface CellRun {
  readonly text: string;
  readonly classes: string;
  readonly style?: { color?: string; backgroundColor?: string } | undefined;
  /** One character that is two cells wide. */
  readonly wide?: boolean;
  readonly cursor?: boolean;
}

/** Rows that scrolled off the top and can still be seen. */
const scrollback = 5000;
const cursorSwitch = 25;

/** What a terminal would show of the bytes that a program wrote, row by row. */
export class TerminalScreen {
  #cursorShown = true;
  readonly #cell: IBufferCell;

  private constructor(private readonly terminal: Terminal) {
    this.#cell = terminal.buffer.active.getNullCell();
    for (const [final, shown] of [
      ['h', true],
      ['l', false],
    ] as const)
      terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        if (params.includes(cursorSwitch)) this.#cursorShown = shown;
        // The terminal itself goes on with it.
        return false;
      });
  }

  /** The emulator is large, and only this needs it: it is loaded here. */
  static async open(cols: number, rows: number): Promise<TerminalScreen> {
    const { Terminal } = await import('@xterm/headless/lib-headless/xterm-headless.mjs');
    return new TerminalScreen(new Terminal({ cols, rows, scrollback, allowProposedApi: true }));
  }

  /** `changed` is called when what was written can be seen; `reply` with what the terminal answers to a program's question. */
  listen(changed: () => void, reply: (text: string) => void): void {
    this.terminal.onWriteParsed(changed);
    this.terminal.onData(reply);
  }

  /** Resolves when it was taken in. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.terminal.write(bytes, resolve));
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows);
  }

  get cols(): number {
    return this.terminal.cols;
  }
  get rows(): number {
    return this.terminal.rows;
  }
  /** The rows down to the last one that is written to or has the cursor, those that scrolled off included. */
  get length(): number {
    const { active } = this.terminal.buffer;
    let length = active.length;
    while (length > active.baseY + active.cursorY + 1 && !active.getLine(length - 1)?.translateToString(true))
      length -= 1;
    return length;
  }
  /** Arrow keys send other sequences while a program asks for it. */
  get applicationCursor(): boolean {
    return this.terminal.modes.applicationCursorKeysMode;
  }
  get bracketedPaste(): boolean {
    return this.terminal.modes.bracketedPasteMode;
  }

  /** The text of the row in which the cursor stands. */
  get currentText(): string {
    const { active } = this.terminal.buffer;
    return active.getLine(active.baseY + active.cursorY)?.translateToString(true) ?? '';
  }

  /** One row as it is drawn; without the cursor once nobody types any more. */
  row(y: number, withCursor = true): CellRun[] {
    const { active } = this.terminal.buffer;
    const line = active.getLine(y);
    const runs: CellRun[] = [];
    const cursorX = withCursor && this.#cursorShown && y === active.baseY + active.cursorY ? active.cursorX : -1;
    if (!line) return runs;
    for (let x = 0; x < Math.min(line.length, this.cols); x += 1) {
      const cell = line.getCell(x, this.#cell);
      const width = cell?.getWidth() ?? 0;
      if (!cell || width === 0) continue;
      add(runs, { text: cell.getChars() || ' ', ...drawn(lookOf(cell)), wide: width === 2, cursor: x === cursorX });
    }
    // Behind the last cell, where a full line leaves it.
    if (cursorX >= this.cols) runs.push({ text: ' ', classes: '', cursor: true });
    return trimmed(runs);
  }

  close(): void {
    this.terminal.dispose();
  }
}

function add(runs: CellRun[], run: CellRun): void {
  const last = runs.at(-1);
  const alike =
    last &&
    !last.wide &&
    !run.wide &&
    !last.cursor &&
    !run.cursor &&
    last.classes === run.classes &&
    last.style?.color === run.style?.color &&
    last.style?.backgroundColor === run.style?.backgroundColor;
  if (alike) runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}

/** Blank cells at the end need not be drawn. */
function trimmed(runs: CellRun[]): CellRun[] {
  const last = runs.at(-1);
  if (last && !last.cursor && !last.classes && !last.style) {
    const text = last.text.trimEnd();
    if (text) runs[runs.length - 1] = { ...last, text };
    else runs.pop();
  }
  return runs;
}

function lookOf(cell: IBufferCell): Look {
  if (cell.isAttributeDefault()) return plainLook();
  return {
    fg: cell.isFgDefault() ? null : colour(cell.isFgRGB(), cell.getFgColor()),
    bg: cell.isBgDefault() ? null : colour(cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colour(rgb: boolean, value: number): number | Rgb {
  if (rgb) return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  return value < 16 ? value : rgbOf256(value);
}
