import type { LogLine } from '@bothy/contracts';
import { streamNames } from '@bothy/contracts/runner';
import type { Block } from './log-file.js';

/** The texts of a block's lines, without their newlines (and without the return of a CRLF). */
export function textsOf(block: Block): string[] {
  const texts = block.payload.toString('utf8').split('\n');
  // Behind the last newline stands nothing, or a line that goes on: its return may be one of a progress bar.
  const unfinished = texts.pop() ?? '';
  const lines = texts.map((text) => (text.endsWith('\r') ? text.slice(0, -1) : text));
  return block.partial ? [...lines, unfinished] : lines;
}

/** The lines of a block with numbers greater than `after`. */
export function linesOf(block: Block, after = 0): LogLine[] {
  const at = new Date(block.at).toISOString();
  const stream = streamNames[block.stream];
  const texts = textsOf(block);
  const lines: LogLine[] = [];
  for (let i = Math.max(0, after - block.firstSeq + 1); i < texts.length; i++) {
    const line: LogLine = { seq: block.firstSeq + i, at, stream, text: texts[i]! };
    if (block.partial && i === texts.length - 1) line.partial = true;
    lines.push(line);
  }
  return lines;
}

/**
 * The event `log` for some blocks, as it goes over the wire: encoded once for all who read at this place.
 * Null when no line of them has a number greater than `after`.
 */
export function encodeLogEvent(attempt: number, blocks: readonly Block[], after = 0): Buffer | null {
  const parts: string[] = [];
  let lastSeq = 0;
  for (const block of blocks) {
    const head = `,"at":"${new Date(block.at).toISOString()}","stream":"${streamNames[block.stream]}","text":`;
    const texts = textsOf(block);
    for (let i = Math.max(0, after - block.firstSeq + 1); i < texts.length; i++) {
      lastSeq = block.firstSeq + i;
      const end = block.partial && i === texts.length - 1 ? ',"partial":true}' : '}';
      parts.push(`{"seq":${lastSeq}${head}${JSON.stringify(texts[i])}${end}`);
    }
  }
  if (parts.length === 0) return null;
  return Buffer.from(`id: ${attempt}:${lastSeq}\nevent: log\ndata: {"lines":[${parts.join(',')}]}\n\n`);
}

/** Colours, cursor moves, titles and other control sequences (ECMA-48: CSI, OSC and two-byte escapes). */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/** The text as people see it: what is searched. */
export const stripEscapes = (text: string): string => (text.includes('\u001b') ? text.replace(escapes, '') : text);
