import type { JsonOut } from './json-out.js';

/** Characters that are put out in one piece. */
const pieceLength = 32_768;

/** Puts out a string of any length. May enter a frame: let it be the last thing of the step. */
export function emitText(value: string, out: JsonOut): void {
  if (value.length <= pieceLength) {
    out.string(value);
    return;
  }
  let at = 0;
  out.raw('"');
  out.enter({
    next: (to) => {
      let end = Math.min(value.length, at + pieceLength);
      // A pair that is cut in two would be put out as two escapes.
      if (end < value.length && (value.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
      to.raw(JSON.stringify(value.slice(at, end)).slice(1, -1));
      at = end;
      if (at < value.length) return true;
      to.raw('"');
      return false;
    },
  });
}
