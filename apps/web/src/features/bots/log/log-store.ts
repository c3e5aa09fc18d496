import type { LogLine } from '@bothy/contracts';

export const pageLines = 500;
const mostPages = 40;
const mostChars = 24_000_000;

interface Page {
  readonly lines: (LogLine | undefined)[];
  filled: number;
  chars: number;
}

/**
 * A window on a log of any length: the pages last looked at, 20,000 lines at most and fewer when they are long,
 * so that a tab's memory stays flat. Lines are plain objects, never made reactive. Numbers (`seq`) count from 1.
 */
export class LogStore {
  /** In the order of use, the latest last. */
  private readonly pages = new Map<number, Page>();
  private chars = 0;
  /** How many lines the log holds as far as is known. */
  lineCount = 0;

  /** Takes lines in, whether live or asked for; knowing one twice does no harm. */
  add(lines: readonly LogLine[]): void {
    let at = -1;
    let page: Page | undefined;
    for (const line of lines) {
      const number = Math.floor((line.seq - 1) / pageLines);
      if (number !== at || !page) {
        at = number;
        page = this.use(number);
      }
      const place = (line.seq - 1) % pageLines;
      if (page.lines[place]) continue;
      page.lines[place] = line;
      page.filled += 1;
      page.chars += line.text.length;
      this.chars += line.text.length;
      if (line.seq > this.lineCount) this.lineCount = line.seq;
    }
    this.shrink();
  }

  line(seq: number): LogLine | undefined {
    return this.pages.get(Math.floor((seq - 1) / pageLines))?.lines[(seq - 1) % pageLines];
  }

  /** Marks the pages of these lines as looked at, and names those that are not whole here (page 0 begins with line 1). */
  missing(from: number, to: number): number[] {
    const last = Math.floor((Math.min(to, this.lineCount) - 1) / pageLines);
    const gaps: number[] = [];
    for (let number = Math.floor((Math.max(1, from) - 1) / pageLines); number <= last; number += 1) {
      const due = Math.min(pageLines, this.lineCount - number * pageLines);
      const page = this.pages.get(number);
      if (page) this.use(number);
      if ((page?.filled ?? 0) < due) gaps.push(number);
    }
    return gaps;
  }

  /** How many lines are held now. */
  get held(): number {
    let sum = 0;
    for (const page of this.pages.values()) sum += page.filled;
    return sum;
  }

  private use(number: number): Page {
    const page = this.pages.get(number) ?? { lines: [], filled: 0, chars: 0 };
    this.pages.delete(number);
    this.pages.set(number, page);
    return page;
  }

  private shrink(): void {
    for (const [number, page] of this.pages) {
      if (this.pages.size <= 2 || (this.pages.size <= mostPages && this.chars <= mostChars)) return;
      this.pages.delete(number);
      this.chars -= page.chars;
    }
  }
}
