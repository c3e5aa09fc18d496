import { auditQuery } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { startOfDay } from './audit-days.js';
import { actionWords, askedFor, spanWords } from './audit-filters.js';

const now = new Date(2026, 5, 1);

describe('the filters of the audit', () => {
  it('ask for whole days, the last one included', () => {
    const asked = askedFor({ from: '2026-03-01', to: '2026-03-01' });
    expect(asked.from).toBe(new Date(2026, 2, 1).toISOString());
    expect(asked.to).toBe(new Date(2026, 2, 2).toISOString());
    expect(askedFor({ to: '2026-02-28' }).to).toBe(new Date(2026, 2, 1).toISOString());
  });

  it('leave out what someone wrote into the address that makes no sense', () => {
    const asked = askedFor({ from: 'yesterday', to: '2026-02-31', action: 'DROP TABLE', q: ' '.repeat(3) });
    expect(asked.from).toBeUndefined();
    expect(asked.action).toBeUndefined();
    expect(asked.q).toBeUndefined();
    expect(startOfDay('2026-02-31')).toBeUndefined();
  });

  it('are always a query of the contract', () => {
    const full = { actor: 'a', action: 'bot.', target: 't', from: '2026-01-01', to: '2026-01-02', q: 'x'.repeat(200) };
    for (const filters of [{}, full]) expect(auditQuery.safeParse(askedFor(filters)).success).toBe(true);
  });

  it('read as one would say them', () => {
    expect(spanWords({ from: '2026-03-01', to: '2026-03-05' }, now)).toBe('1 Mar to 5 Mar');
    expect(spanWords({ from: '2025-03-01' }, now)).toBe('since 1 Mar 2025');
    expect(spanWords({ to: '2026-03-05' }, now)).toBe('until 5 Mar');
    expect(spanWords({})).toBeUndefined();
    expect(actionWords('bot.')).toBe('all on bot');
    expect(actionWords('bot.created')).toBe('bot.created');
  });
});
