import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartProblem } from '../start-problem.js';

/** The two functions of node-pty's native part that are used: the rest of it loses the last lines of a bot. */
export interface NativeTerminals {
  /** Both ends as file descriptors, and the path of the bot's end. */
  open(cols: number, rows: number): { master: number; slave: number; pty: string };
  resize(master: number, cols: number, rows: number): void;
}

let loaded: NativeTerminals | null = null;

/** @throws {StartProblem} where node-pty, which is optional, is not installed or was not built for this system. */
export function nativeTerminals(): NativeTerminals {
  loaded ??= load();
  return loaded;
}

function load(): NativeTerminals {
  const require = createRequire(import.meta.url);
  try {
    const folder = dirname(require.resolve('node-pty/package.json'));
    const file = ['build/Release/pty.node', `prebuilds/${process.platform}-${process.arch}/pty.node`]
      .map((name) => join(folder, name))
      .find((path) => existsSync(path));
    if (file !== undefined) return require(file) as NativeTerminals;
  } catch {
    // Not installed, or built for another system: the same for whoever wanted a terminal.
  }
  throw new StartProblem(
    'There are no terminals on this host: the native part of node-pty is missing. The bot can run without one.',
    126,
  );
}
