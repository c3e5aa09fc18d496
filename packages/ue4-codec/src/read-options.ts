import type { Limits } from './limits.js';
import type { Registry } from './registry.js';

/** How a save is read. All of it has a default. */
export interface ReadOptions {
  /** What is known of games; the engine's structs and ICARUS by default. */
  readonly registry?: Registry;
  readonly limits?: Partial<Limits>;
  /** Decodes every property at once, so that what is wrong is found now; by default each is decoded when it is asked for. */
  readonly deep?: boolean;
}
