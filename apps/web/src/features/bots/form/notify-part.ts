import type { Bot, BotInput, Issue, NotifyTarget } from '@bothy/contracts';

type Cause = NotifyTarget['on'][number];

/** Whom to tell, as it is typed. Addresses that are secrets are written only; of one that is there `host` tells. */
export interface NotifyRow {
  /** Of one that is saved already. */
  id: string;
  kind: NotifyTarget['kind'];
  on: Cause[];
  to: string;
  url: string;
  host: string;
  secret: string;
  signed: boolean;
}

export const blankNotify = (): NotifyRow => ({
  id: '',
  kind: 'email',
  on: ['failure', 'recovery'],
  to: '',
  url: '',
  host: '',
  secret: '',
  signed: false,
});

export const notifyOf = ({ notify }: Bot): NotifyRow[] =>
  notify.map((target) => ({ ...blankNotify(), ...target, on: [...target.on] }));

/** What is left out of one that is saved stays as it was. */
export const notifyBody = (rows: readonly NotifyRow[]): NonNullable<BotInput['notify']> =>
  rows.map(({ id, kind, on, to, url, secret }) => {
    const common = { ...(id && { id }), on };
    if (kind === 'email') return { ...common, kind, to: to.trim() };
    const address = url.trim() ? { url: url.trim() } : {};
    return kind === 'slack'
      ? { ...common, kind, ...address }
      : { ...common, kind, ...address, ...(secret && { secret }) };
  });

export const notifyProblems = (rows: readonly NotifyRow[]): Issue[] =>
  rows.flatMap(({ id, kind, url }, n) =>
    kind !== 'email' && !id && !url.trim() ? [{ path: ['notify', n, 'url'], message: 'Fill this in.' }] : [],
  );
