import type { Secret } from '@bothy/contracts';

/** A secret as the form holds it. Its value is written only. */
export interface SecretForm {
  name: string;
  value: string;
  everyBot: boolean;
  bots: string[];
  /** One in a line. */
  origins: string;
}

export const secretFormOf = (secret: Secret | null, forBot?: string): SecretForm => ({
  name: secret?.name ?? '',
  value: '',
  everyBot: secret?.bots === '*',
  bots: secret && secret.bots !== '*' ? [...secret.bots] : !secret && forBot ? [forBot] : [],
  origins: secret?.origins.join('\n') ?? '',
});

/** What the API is sent. Without a value the one that is there stays. */
export const secretBodyOf = (form: SecretForm) => ({
  ...(form.value && { value: form.value }),
  bots: form.everyBot ? ('*' as const) : form.bots,
  origins: form.origins
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
});

/** "All bots", "nightly-build", "3 bots", "No bot". */
export function grantWords({ bots }: Pick<Secret, 'bots'>): string {
  if (bots === '*') return 'All bots';
  if (!bots.length) return 'No bot';
  return bots.length === 1 ? (bots[0] ?? '') : `${bots.length} bots`;
}
