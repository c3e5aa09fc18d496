import type { Provider } from './webhook-part.js';

export interface ProviderWords {
  readonly name: string;
  /** Where the address and the secret go, step by step. */
  readonly steps: string;
  readonly secret: string;
  readonly events: string | null;
  /** The secret is the provider's own: it cannot be made up here. */
  readonly given?: boolean;
}

export const providerWords: Record<Provider, ProviderWords> = {
  github: {
    name: 'GitHub',
    steps:
      'In the repository: Settings, Webhooks, Add webhook. Put the address into “Payload URL”, choose “application/json”, and put the secret into “Secret”.',
    secret: 'The same text as in GitHub’s “Secret”.',
    events: 'push, pull_request',
  },
  gitlab: {
    name: 'GitLab',
    steps:
      'In the project: Settings, Webhooks, Add new webhook. Put the address into “URL” and the secret into “Secret token”, then choose what triggers it.',
    secret: 'The same text as in GitLab’s “Secret token”.',
    events: 'Push Hook, Merge Request Hook',
  },
  slack: {
    name: 'Slack',
    steps:
      'In your Slack app: Slash commands or Event subscriptions. Put the address into “Request URL”. The secret is the app’s signing secret, under “Basic information”.',
    secret: 'The signing secret of the Slack app.',
    events: null,
    given: true,
  },
  standard: {
    name: 'Standard Webhooks',
    steps:
      'At the sender: add an endpoint with this address. It gives you a secret that begins with whsec_, or takes yours.',
    secret: 'Begins with whsec_, or is a text of its own.',
    events: null,
  },
  generic: {
    name: 'Something else that signs',
    steps:
      'The sender signs the body of its request with HMAC-SHA256 and the secret, and puts the hex form into the header below.',
    secret: 'Both sides know it; it is never sent.',
    events: null,
  },
};

/** A secret that nobody guesses: 192 bits, in letters and digits. */
export function madeUpSecret(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  const bytes = crypto.getRandomValues(new Uint8Array(40));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('');
}
