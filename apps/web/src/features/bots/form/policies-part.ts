import type { Bot, BotInput, OnBusy } from '@bothy/contracts';
import { figure, figureText, minuteSeconds, whole } from './figures.js';
import { numberOf } from './param-values.js';

export type RetryCause = 'failed' | 'timed-out' | 'lost';

/** How runs stand to each other, to time and to people; as it is typed. */
export interface PoliciesPart {
  minutes: string;
  bounded: boolean;
  key: string;
  limit: string;
  onBusy: OnBusy;
  again: boolean;
  attempts: string;
  causes: RetryCause[];
  growing: boolean;
  seconds: string;
  factor: string;
  maxSeconds: string;
  approval: boolean;
  notRequester: boolean;
}

export const blankPolicies = (): PoliciesPart => ({
  minutes: '',
  bounded: false,
  key: '',
  limit: '1',
  onBusy: 'queue',
  again: false,
  attempts: '3',
  causes: ['failed'],
  growing: false,
  seconds: '30',
  factor: '2',
  maxSeconds: '3600',
  approval: false,
  notRequester: false,
});

export function policiesOf({ timeoutSeconds, concurrency, retry, approval }: Bot): PoliciesPart {
  return {
    ...blankPolicies(),
    minutes: figureText(timeoutSeconds, minuteSeconds),
    ...(concurrency && {
      bounded: true,
      key: concurrency.key ?? '',
      limit: String(concurrency.limit),
      onBusy: concurrency.onBusy,
    }),
    ...(retry && { again: true, attempts: String(retry.attempts), causes: [...retry.on], ...backoffOf(retry.backoff) }),
    approval: approval.required,
    notRequester: approval.notRequester,
  };
}

function backoffOf(backoff: NonNullable<Bot['retry']>['backoff']): Partial<PoliciesPart> {
  if (typeof backoff === 'number') return { seconds: String(backoff) };
  const { seconds, factor, maxSeconds } = backoff;
  return { growing: true, seconds: String(seconds), factor: String(factor), maxSeconds: String(maxSeconds) };
}

export function policiesBody(
  part: PoliciesPart,
): Pick<BotInput, 'timeoutSeconds' | 'concurrency' | 'retry' | 'approval'> {
  return {
    timeoutSeconds: figure(part.minutes, minuteSeconds),
    concurrency: part.bounded ? { key: part.key.trim() || null, limit: whole(part.limit), onBusy: part.onBusy } : null,
    retry: part.again
      ? {
          attempts: whole(part.attempts),
          on: part.causes,
          backoff: part.growing
            ? {
                seconds: numberOf(part.seconds || '0'),
                factor: numberOf(part.factor),
                maxSeconds: numberOf(part.maxSeconds),
              }
            : numberOf(part.seconds || '0'),
        }
      : null,
    approval: { required: part.approval, notRequester: part.approval && part.notRequester },
  };
}
