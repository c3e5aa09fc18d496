import type { Command } from './command.js';
import { findRun } from './find-run.js';

/** `bothy input <run> <text>` */
export const inputCommand: Command = {
  takes: ['a run', 'a text'],
  options: ['raw'],
  run: async ({ api, given }, words = '', text = '') => {
    const { id } = await findRun(api, words);
    // As the Enter key does.
    await api.input(id, given.raw ? text : `${text}\r`);
    return 0;
  },
};
