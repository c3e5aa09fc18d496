/**
 * What the server and the runner say to each other, over a Unix socket.
 *
 * Frame: `u32 length | u8 type | u32 id | payload`, little-endian; `length` counts all that follows it.
 * Control frames carry JSON; `progress`, the one that is sent often, is binary. `id` is the runner's handle of an
 * attempt (0 where a frame speaks of none); a `state` frame tells which attempt a handle stands for.
 */

/** Both sides must speak the same number; it changes with any change of a frame's meaning. */
export const protocolVersion = 2;
/** A larger frame is a broken peer. */
export const maxFrameBytes = 4 * 1024 * 1024;

export const frameType = {
  /** server → runner: {@link Hello}. */
  hello: 1,
  /** runner → server: {@link Welcome}; all known states follow. */
  welcome: 2,
  /** server → runner: {@link StartOrder}; repeating one for a known attempt changes nothing. */
  start: 3,
  /** server → runner: {@link AttemptRef}. */
  cancel: 4,
  /** server → runner: {@link AttemptRef}: the end of this attempt is kept; forget it. */
  acknowledge: 5,
  /** runner → server: {@link AttemptState}. */
  state: 6,
  /** runner → server: `f64 bytes | f64 lines`: the attempt's log file is good to this byte. */
  progress: 7,
  /** server → runner: {@link Shutdown}: end all runs, then yourself. */
  shutdown: 8,
  /** server → runner: {@link AttemptRef}: stop its processes (SIGSTOP). */
  pause: 9,
  /** server → runner: {@link AttemptRef}: let them go on (SIGCONT). */
  resume: 10,
  /** server → runner: {@link TerminalInput}. Of an attempt without a terminal it has no effect. */
  input: 11,
  /** server → runner: {@link TerminalSize}. */
  resize: 12,
} as const;
export type FrameType = (typeof frameType)[keyof typeof frameType];

export interface Hello {
  protocol: number;
}
export interface Welcome {
  protocol: number;
  pid: number;
  /** So many `state` frames follow: one for each attempt not yet acknowledged. Then the server knows all. */
  attempts: number;
  /** How bots are kept from what is not theirs. */
  isolation: 'bubblewrap' | 'none';
  /** Why they are not, in a sentence for people; null when they are. */
  isolationProblem: string | null;
}
export interface AttemptRef {
  runId: string;
  attempt: number;
}
export interface StartOrder extends AttemptRef {
  argv: string[];
  /** Added to the few variables that the runner passes on by itself. */
  env: Record<string, string>;
  /** Masked in all that the bot prints and in the names of its artifacts. Never written to disk by the runner. */
  secrets: Secret[];
  /** Null: pipes. */
  pty: { cols: number; rows: number } | null;
  /** Null: the host's own. */
  limits: {
    cpuSeconds: number | null;
    memoryBytes: number | null;
    fileBytes: number | null;
    processes: number | null;
  };
  /** Checked out into the working folder before the command starts. */
  git: GitCheckout | null;
  /** Made empty before the start; the bot finds it as `BOTHY_ARTIFACTS`, and it is left there at the end. */
  artifactsDir: string;
  /** Files and folders that the bot must not see, besides the data folder. Those that are not there are passed over. */
  hiddenPaths: string[];
  /** Where the process starts. `fresh` is made empty before and removed after; `kept` is made when missing; `path` must be there. */
  workingDir: { kind: 'fresh' | 'kept' | 'path'; path: string };
  /** Folder of this attempt's `log` and `log.idx`. */
  logDir: string;
  /** 0: no limit. */
  timeoutMs: number;
  /** From SIGINT to SIGTERM, and from SIGTERM to SIGKILL. */
  graceMs: number;
  /** Text past this ends the run. */
  maxLogBytes: number;
}
/** `name` is what stands in the log in place of the value. A variable is set by `env`, not by this. */
export interface Secret {
  name: string;
  value: string;
}
export interface GitCheckout {
  url: string;
  /** Branch, tag or commit; null: the repository's default. */
  ref: string | null;
  /** Sent to the address's own origin only, as the password of an HTTP request; it is among `secrets` too. */
  token: string | null;
  /** What git may speak, as in `GIT_ALLOW_PROTOCOL`: `https:ssh`. */
  protocols: string;
}
export interface TerminalInput extends AttemptRef {
  text: string;
}
export interface TerminalSize extends AttemptRef {
  cols: number;
  rows: number;
}
export interface Shutdown {
  graceMs: number;
}

/** How an attempt ended. `exited` is judged by its exit code. */
export type Outcome = 'exited' | 'could-not-start' | 'cancelled' | 'timed-out' | 'over-limit' | 'lost';

export interface AttemptState extends AttemptRef {
  handle: number;
  phase: 'starting' | 'running' | 'ended';
  pid: number | null;
  /** Milliseconds since the epoch. */
  startedAt: number | null;
  finishedAt: number | null;
  /** Its processes are stopped on somebody's word. */
  paused: boolean;
  outcome: Outcome | null;
  exitCode: number | null;
  signal: string | null;
  /** A sentence for people; null when there is nothing to say. */
  reason: string | null;
  /** The log file is good to this byte, and holds so many lines. */
  logBytes: number;
  lines: number;
  /** Bytes of text in it. */
  textBytes: number;
}

const headerBytes = 9;

/** One frame, ready to be written. */
export function encodeFrame(type: FrameType, id: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headerBytes + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, headerBytes - 4 + payload.length, true);
  view.setUint8(4, type);
  view.setUint32(5, id, true);
  frame.set(payload, headerBytes);
  return frame;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encodeJsonFrame = (type: FrameType, id: number, message: object): Uint8Array =>
  encodeFrame(type, id, encoder.encode(JSON.stringify(message)));

export const decodeJson = <T>(payload: Uint8Array): T => JSON.parse(decoder.decode(payload)) as T;

export function encodeProgress(handle: number, logBytes: number, lines: number): Uint8Array {
  const payload = new Uint8Array(16);
  const view = new DataView(payload.buffer);
  view.setFloat64(0, logBytes, true);
  view.setFloat64(8, lines, true);
  return encodeFrame(frameType.progress, handle, payload);
}

export function decodeProgress(payload: Uint8Array): { logBytes: number; lines: number } {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { logBytes: view.getFloat64(0, true), lines: view.getFloat64(8, true) };
}

export interface Frame {
  type: FrameType;
  id: number;
  payload: Uint8Array;
}

/** Cuts a byte stream into frames. Throws on a frame no peer of ours would send; the connection is then to be dropped. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);

  *push(chunk: Uint8Array): Generator<Frame> {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (bytes.length - at >= headerBytes) {
      const length = view.getUint32(at, true);
      if (length < headerBytes - 4 || length > maxFrameBytes) throw new RangeError(`frame of ${length} bytes`);
      if (bytes.length - at < 4 + length) break;
      yield {
        type: view.getUint8(at + 4) as FrameType,
        id: view.getUint32(at + 5, true),
        payload: bytes.subarray(at + headerBytes, at + 4 + length),
      };
      at += 4 + length;
    }
    this.#rest = bytes.slice(at);
  }
}
