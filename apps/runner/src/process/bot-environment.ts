import type { StartOrder } from '@bothy/contracts/runner';

const passedOn = new Set(['PATH', 'LANG', 'TZ', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR']);

/**
 * What a bot sees: a whitelist of the host's variables, then the order's own, then the marks by which its processes are
 * found again. Nothing else of the server's environment, which may hold keys.
 */
export function botEnvironment(order: StartOrder, host: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  };
  for (const [name, value] of Object.entries(host)) {
    if (value !== undefined && (passedOn.has(name) || name.startsWith('LC_'))) environment[name] = value;
  }
  return {
    ...environment,
    // The host user's home holds credentials of programs that are none of the bot's.
    HOME: order.workingDir.path,
    ...order.env,
    BOTHY: '1',
    BOTHY_ARTIFACTS: order.artifactsDir,
    BOTHY_RUN_ID: order.runId,
    BOTHY_ATTEMPT: String(order.attempt),
  };
}
