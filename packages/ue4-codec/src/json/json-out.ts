/** A composite that is put out a piece at a time. */
export interface JsonFrame {
  /** Puts out the next piece; false once there is none. A piece may enter one frame, which then comes first: what it puts
   * out after that would come too early. */
  next(out: JsonOut): boolean;
}

const chunkLength = 64 * 1024;
const keptLength = 64;
const keptNames = 4096;

/** Collects JSON text in chunks of bounded length, however deep or long the value is. */
export class JsonOut {
  private text = '';
  private readonly frames: JsonFrame[] = [];
  private readonly quoted = new Map<string, string>();

  /** Puts out text that is JSON already. */
  raw(text: string): void {
    this.text += text;
  }

  /** Puts out a string, unpaired surrogates as escapes. */
  string(value: string): void {
    this.text += value.length <= keptLength ? this.short(value) : JSON.stringify(value);
  }

  /** Names repeat: their JSON is worked out once. */
  private short(value: string): string {
    let text = this.quoted.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      if (this.quoted.size < keptNames) this.quoted.set(value, text);
    }
    return text;
  }

  enter(frame: JsonFrame): void {
    this.frames.push(frame);
  }

  /** The chunks of what was entered. */
  *chunks(): Generator<string, void, undefined> {
    for (;;) {
      const frame = this.frames.at(-1);
      if (frame === undefined) break;
      const depth = this.frames.length;
      if (!frame.next(this)) this.frames.splice(depth - 1, 1);
      if (this.text.length >= chunkLength) yield this.flush();
    }
    if (this.text !== '') yield this.flush();
  }

  private flush(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}
