import type { AuditQuery } from '@bothy/contracts';
import type { AuditFilter } from '../domain/audit-filter.js';

/** The filters of a request, as the trail takes them. */
export const auditFilterOf = (query: Omit<AuditQuery, 'limit' | 'cursor'>): AuditFilter => ({
  actorId: query.actor ?? null,
  action: query.action ?? null,
  targetId: query.target ?? null,
  from: instantOf(query.from),
  to: instantOf(query.to),
  text: query.q === undefined || query.q === '' ? null : query.q,
});

/** Instants are compared as texts, so they must all have the one form with milliseconds. */
const instantOf = (text: string | undefined): string | null =>
  text === undefined ? null : new Date(text).toISOString();
