import type { Limits } from '../limits.js';
import type { Registry } from '../registry.js';

/** What is needed besides the JSON to make a save of it. */
export interface ParseSettings {
  readonly registry: Registry;
  readonly limits: Limits;
}
