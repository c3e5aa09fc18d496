import { audit } from '../features/audit/index.js';
import { bots } from '../features/bots/index.js';
import { catalog } from '../features/catalog/index.js';
import { docs } from '../features/docs/index.js';
import { identity } from '../features/identity/index.js';
import { mail } from '../features/mail/index.js';
import { metrics } from '../features/metrics/index.js';
import { saves } from '../features/saves/index.js';
import { secrets } from '../features/secrets/index.js';
import type { Feature } from './shell/feature.js';

export const features: readonly Feature[] = [bots, saves, catalog, metrics, secrets, identity, audit, mail, docs];
