import type { Invitation, MemberListing, Token } from '@bothy/contracts';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { usePages } from '../../../app/api/use-pages.js';

export function useMembers(search: MaybeRefOrGetter<string>) {
  return usePages<MemberListing>({
    key: ['members', 'list', search],
    fetch: (cursor, signal) =>
      api.call('GET /api/members', { query: { cursor, q: toValue(search) || undefined, limit: 100 }, signal }),
  });
}

export function useMember(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['members', 'one', id],
    queryFn: ({ signal }) => api.call('GET /api/members/:id', { params: { id: toValue(id) }, signal }),
  });
}

export function useMemberTokens(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean>) {
  return usePages<Token>({
    key: ['member-tokens', id],
    fetch: (cursor, signal) =>
      api.call('GET /api/members/:id/tokens', { params: { id: toValue(id) }, query: { cursor, limit: 100 }, signal }),
    enabled,
  });
}

export function useInvitations(enabled: MaybeRefOrGetter<boolean>) {
  return usePages<Invitation>({
    key: ['invitations'],
    fetch: (cursor, signal) => api.call('GET /api/invitations', { query: { cursor, limit: 100 }, signal }),
    enabled: computed(() => toValue(enabled)),
  });
}

/** Has all that shows members, their tokens or invitations asked for again; but not who is `gone`. */
export function useMembersReload(): (gone?: string) => Promise<void> {
  const client = useQueryClient();
  return async (gone) => {
    if (gone) client.removeQueries({ queryKey: ['members', 'one', gone] });
    const keys = ['members', 'member-tokens', 'invitations'];
    await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}
