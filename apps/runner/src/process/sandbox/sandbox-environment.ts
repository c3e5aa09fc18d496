import type { BotCommand } from '../bot-command.js';

/** Of one string, and of all together; what the kernel takes on every common setting. */
const maxStringBytes = 128 * 1024 - 1;
const maxTotalBytes = 2 * 1024 * 1024 - 64 * 1024;

export interface SandboxEnvironment {
  /** Of bubblewrap: no more than the marks by which its processes are found again. */
  outside: Record<string, string>;
  /** The bot's, as options of bubblewrap. */
  options: string[];
}

/** Throws as a start would that the system refuses; bubblewrap could tell of it in the bot's log only. */
export function sandboxEnvironment({ env, argv, mark }: BotCommand): SandboxEnvironment {
  const pairs = Object.entries(env);
  const strings = [...argv, ...pairs.map(([name, value]) => `${name}=${value}`)];
  // A zero byte would end the option, and begin another.
  if (strings.some((text) => text.includes('\0'))) throw failure('ERR_INVALID_ARG_VALUE');
  const sizes = strings.map((text) => Buffer.byteLength(text) + 1);
  if (sizes.some((bytes) => bytes > maxStringBytes)) throw failure('E2BIG');
  if (sizes.reduce((sum, bytes) => sum + bytes + 8, 0) > maxTotalBytes) throw failure('E2BIG');
  const names = pairs.filter(([name]) => name !== '' && !name.includes('='));
  return {
    outside: { PATH: '/usr/bin:/bin', BOTHY_RUN_ID: mark.runId, BOTHY_ATTEMPT: String(mark.attempt) },
    options: ['--clearenv', ...names.flatMap(([name, value]) => ['--setenv', name, value])],
  };
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
