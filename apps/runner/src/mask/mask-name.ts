import type { Secret } from '@bothy/contracts/runner';
import { maskSentence } from './mask-sentence.js';

/** The name or path of a file that a bot made, without secrets. Two names may become one: tell them apart afterwards. */
export const maskName = (name: string, secrets: readonly Secret[]): string => maskSentence(name, secrets);
