import type { OnBusy } from '@bothy/contracts';
import type { RetryCause } from './policies-part.js';

export const busyWords: Record<OnBusy, { readonly name: string; readonly why: string }> = {
  queue: { name: 'Wait for a turn', why: 'Each run waits, the oldest first, and none is lost.' },
  skip: { name: 'Leave it out', why: 'The new run ends as skipped; what is under way goes on.' },
  'cancel-running': {
    name: 'End what is under way',
    why: 'The runs under way are cancelled, and the new one follows: the newest wins.',
  },
  'replace-pending': {
    name: 'Wait, in place of who waited',
    why: 'What is under way ends by itself, then only the newest runs; those that waited end as skipped.',
  },
};

export const causeWords: Record<RetryCause, string> = {
  failed: 'It failed',
  'timed-out': 'It timed out',
  lost: 'It was lost, as the machine or the runner ended',
};
