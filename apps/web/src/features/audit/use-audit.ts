import type { AuditEntry } from '@bothy/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { api } from '../../app/api/index.js';
import { usePages } from '../../app/api/use-pages.js';
import { auditActions } from '../../app/forms/schemas.js';
import { useSession } from '../../app/session/use-session.js';
import { saveFile } from '../../ui/save-file.js';
import { askedFor, filterNames, type AuditFilters } from './audit-filters.js';

/** Something to choose from: an id or action, and its words. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The filters, kept in the page's address. */
export function useAuditFilters() {
  const route = useRoute();
  const router = useRouter();
  const filters = computed<AuditFilters>(() => {
    const entries = [...filterNames, 'q' as const].map((name) => [name, route.query[name]] as const);
    return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' && value !== ''));
  });
  const set = (values: AuditFilters): void => {
    const given = Object.entries(values).map(([name, value]) => [name, value || undefined]);
    void router.replace({ query: { ...route.query, ...Object.fromEntries(given) } });
  };
  return {
    filters,
    set,
    clear: () => void router.replace({ query: {} }),
    isSet: computed(() => Object.keys(filters.value).length > 0),
  };
}

export function useAudit(filters: { readonly value: AuditFilters }) {
  const asked = computed(() => askedFor(filters.value));
  return usePages<AuditEntry>({
    key: ['audit', asked],
    fetch: (cursor, signal) => api.call('GET /api/audit', { query: { ...asked.value, cursor, limit: 100 }, signal }),
  });
}

/** Saves all that the filters let through, the oldest first. */
export async function exportAudit(filters: AuditFilters, format: 'csv' | 'ndjson'): Promise<void> {
  const response = await api.open(
    'GET /api/audit/export',
    { query: { ...askedFor(filters), format } },
    { Accept: '*/*' },
  );
  await saveFile(response, `audit-${new Date().toISOString().slice(0, 10)}.${format}`);
}

/** Who and what can be chosen: the members, and whoever and whatever occurs in the rows that are shown. */
export function useChoices(entries: () => readonly AuditEntry[]) {
  const { can } = useSession();
  const members = useQuery({
    queryKey: ['audit-members'],
    queryFn: ({ signal }) => api.call('GET /api/members', { query: { limit: 200 }, signal }),
    enabled: computed(() => can('members:read')),
    staleTime: 60_000,
  });
  const sorted = (names: Map<string, string>): readonly Choice[] =>
    [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
  const choices = {
    actor: computed(() =>
      sorted(
        new Map([
          ...entries().map(({ actor }) => [actor.id, nameOf(actor)] as const),
          ...(members.data.value?.items ?? []).map(({ id, name }) => [id, name] as const),
        ]),
      ),
    ),
    target: computed(() =>
      sorted(
        new Map(entries().flatMap(({ target }) => (target ? [[target.id, `${target.name} (${target.kind})`]] : []))),
      ),
    ),
    action: computed(() => {
      const actions = [...new Set([...auditActions, ...entries().map((entry) => entry.action)])].sort();
      const groups = [...new Set(actions.map((action) => action.slice(0, action.indexOf('.') + 1)))];
      return groups.flatMap((group) => [
        { value: group, label: `All on ${group.slice(0, -1)}` },
        ...actions.filter((action) => action.startsWith(group)).map((action) => ({ value: action, label: action })),
      ]);
    }),
  };
  return {
    choices,
    /** The words for a value that is set; an id that nobody here bears stays an id. */
    wordsOf: (name: 'actor' | 'target', value: string | undefined) =>
      value && (choices[name].value.find((choice) => choice.value === value)?.label ?? value.slice(0, 13)),
  };
}

const nameOf = ({ kind, name }: AuditEntry['actor']): string => (kind === 'member' ? name : `${name} (${kind})`);
