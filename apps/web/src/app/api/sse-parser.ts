export interface SseEvent {
  readonly name: string;
  readonly data: string;
  /** The id in force: of this event, or the last one that carried one. */
  readonly id: string;
}

/** Reads server-sent events out of text that comes in any pieces (the format of the HTML standard, 9.2.6). */
export class SseParser {
  private rest = '';
  private name = '';
  private data: string[] = [];
  private id = '';
  /** What the server asks to wait before a reconnect, in ms; null if it never said. */
  retryMs: number | null = null;

  push(text: string): SseEvent[] {
    const events: SseEvent[] = [];
    this.rest += text;
    let from = 0;
    for (;;) {
      const end = this.rest.indexOf('\n', from);
      if (end < 0) break;
      const line = this.rest.slice(from, this.rest[end - 1] === '\r' ? end - 1 : end);
      from = end + 1;
      if (line === '') this.dispatch(events);
      else this.field(line);
    }
    this.rest = this.rest.slice(from);
    return events;
  }

  private dispatch(events: SseEvent[]): void {
    if (this.data.length) events.push({ name: this.name || 'message', data: this.data.join('\n'), id: this.id });
    this.name = '';
    this.data = [];
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.name = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }
}
