import type { GitCheckout, StartOrder } from '@bothy/contracts/runner';
import type { BotCommand } from '../process/bot-command.js';
import { botEnvironment } from '../process/bot-environment.js';
import { findProgram } from '../process/find-program.js';
import { checkoutCommand } from '../process/git-checkout.js';

/** @throws {StartProblem} where there is no such program. */
export function botCommand(order: StartOrder): BotCommand {
  return commandOf(order, order.argv, botEnvironment(order, process.env), order.pty);
}

/**
 * The checkout runs under the same limits as the bot, but in an environment of its own: what the bot's says to git, or
 * to the linker, must not act where the token is at hand.
 *
 * @throws {StartProblem} where git is missing or may not be given the address.
 */
export function checkoutOf(order: StartOrder, git: GitCheckout): BotCommand {
  const checkout = checkoutCommand(git, order.workingDir);
  const env = { ...botEnvironment({ ...order, env: {} }, process.env), ...checkout.env };
  findProgram('git', env['PATH'] ?? '', order.workingDir.path);
  return commandOf(order, checkout.argv, env, null);
}

function commandOf(order: StartOrder, argv: string[], env: Record<string, string>, pty: StartOrder['pty']): BotCommand {
  const { runId, attempt, limits, workingDir, artifactsDir, hiddenPaths } = order;
  const file = findProgram(argv[0] ?? '', env['PATH'] ?? '', workingDir.path);
  return { mark: { runId, attempt }, file, argv, env, limits, workingDir, artifactsDir, hiddenPaths, pty };
}
