import { spawnSync } from 'node:child_process';

/** Whether bubblewrap works on this host; asked in its plainest form, so that a runner which fails to use it shows. */
export const canIsolate = spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-pid', 'true']).status === 0;

/** The values of `BOTHY_RUNNER_ISOLATION` that processes are tested under. */
export const isolationModes = canIsolate ? (['off', 'required'] as const) : (['off'] as const);
