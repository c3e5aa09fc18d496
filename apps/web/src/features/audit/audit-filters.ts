import { dayWords, startOfDay } from './audit-days.js';

/** The filters as the page's address holds them. Days are whole days of the reader, both ends included. */
export const filterNames = ['action', 'actor', 'target', 'from', 'to'] as const;
type FilterName = (typeof filterNames)[number];
export type AuditFilters = Partial<Record<FilterName | 'q', string>>;

/** What the API is asked for. A filter that makes no sense is left out, rather than failing the whole list. */
export function askedFor({ actor, action, target, from, to, q }: AuditFilters) {
  return {
    actor,
    action: action && /^[a-z0-9-]+(\.[a-z0-9-]*)?$/.test(action) ? action : undefined,
    target,
    from: startOfDay(from),
    to: startOfDay(to, 1),
    q: q?.trim().slice(0, 100) || undefined,
  };
}

/** "3 Mar to 5 Mar", "since 3 Mar", "until 5 Mar"; undefined without either. */
export function spanWords({ from, to }: AuditFilters, now?: Date): string | undefined {
  const [first, last] = [dayWords(from, now), dayWords(to, now)];
  if (first && last) return first === last ? first : `${first} to ${last}`;
  if (first) return `since ${first}`;
  return last ? `until ${last}` : undefined;
}

/** "bot." is all that was done with bots. */
export function actionWords(action: string | undefined): string | undefined {
  return action?.endsWith('.') ? `all on ${action.slice(0, -1)}` : action;
}
