import type { BotStdio } from './bot-command.js';

/** What a bot prints, on its way from the bot's end to its sinks. */
export interface BotOutput {
  /** The bot's ends; ours too until {@link handOver}. */
  readonly stdio: BotStdio;
  /** Resolves when nobody holds the bot's end any more and all of it was read. */
  readonly ended: Promise<void>;
  /** The bot has its ends: closes ours of them. */
  handOver(): void;
  /** Leaves what comes where it is; the bot waits when that is full. */
  pause(): void;
  resume(): void;
  /** Stops reading though others still hold the bot's end. */
  close(): void;
}
