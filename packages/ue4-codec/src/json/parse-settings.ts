import type { Limits } from '../limits.ts';
import type { Registry } from '../registry.ts';

/** What is needed besides the JSON to make a save of it. */
export interface ParseSettings {
  readonly registry: Registry;
  readonly limits: Limits;
}
