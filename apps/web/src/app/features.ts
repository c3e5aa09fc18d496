import { bots } from '../features/bots/index.js';
import { identity } from '../features/identity/index.js';
import type { Feature } from './shell/feature.js';

export const features: readonly Feature[] = [bots, identity];
