import type { OptionName } from '../arguments.js';
import type { Command } from './command.js';

type Run = Command['run'];

/** The codec of saves is large: it is loaded by the commands that need it, not by the others. */
function saves(
  act: string,
  takes: readonly string[],
  more: boolean,
  options: readonly OptionName[],
  load: () => Promise<Run>,
) {
  const command: Command = { takes, more, options, run: async (...args) => (await load())(...args) };
  return [`saves ${act}`, command] as const;
}

const aFile = ['a file'];

/** `bothy saves …`: what can be done with files of games, with no server. */
export const savesCommands: readonly (readonly [string, Command])[] = [
  saves('inspect', aFile, true, ['json'], async () => (await import('./saves/inspect.js')).inspectSaves),
  saves('json', aFile, false, ['back', 'out'], async () => (await import('./saves/json.js')).saveToJson),
  saves(
    'edit',
    aFile,
    false,
    ['set', 'insert', 'remove', 'duplicate', 'out', 'in-place', 'json', 'quiet'],
    async () => (await import('./saves/edit.js')).editSave,
  ),
  saves('diff', ['a file', 'another file'], false, ['json'], async () => (await import('./saves/diff.js')).diffSaves),
  saves('verify', aFile, true, ['json'], async () => (await import('./saves/verify.js')).verifySaves),
];
