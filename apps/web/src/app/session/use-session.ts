import type { Me, Permission, Session } from '@bothy/contracts';
import { computed, nextTick, shallowRef } from 'vue';
import { api, keeper, ProblemError } from '../api/index.js';

const me = shallowRef<Me | null>(null);
const setupNeeded = shallowRef<boolean | null>(null);
/** True while one signs out: the shell goes first, with its streams, which the server would cut off otherwise. */
const leaving = shallowRef(false);
let renewal: ReturnType<typeof setTimeout> | undefined;

/** Marks that a refresh cookie is likely there: without it no renewal is tried, which would only fail. */
const hint = 'bothy.signed-in';

keeper.onChange((session) => {
  clearTimeout(renewal);
  if (!session) {
    me.value = null;
    localStorage.removeItem(hint);
    return;
  }
  localStorage.setItem(hint, '1');
  // Renewed half a minute early, so that no request meets an expired token.
  const ms = Math.max(5_000, Date.parse(session.expiresAt) - Date.now() - 30_000);
  renewal = setTimeout(() => void keeper.renew(session.accessToken).catch(() => undefined), ms);
});

async function loadMe(): Promise<void> {
  me.value = await api.call('GET /api/me', {});
}

/** Who is signed in, and the ways in and out. */
export function useSession() {
  return {
    me,
    can: (permission: Permission) => me.value?.permissions.includes(permission) ?? false,
    signedIn: computed(() => me.value !== null),

    /** Whether the first admin is still to be made. */
    async needsSetup(): Promise<boolean> {
      setupNeeded.value ??= (await api.call('GET /api/setup', {})).needed;
      return setupNeeded.value;
    },

    /** Takes up the session of the refresh cookie, if there is one. */
    async resume(): Promise<boolean> {
      if (me.value) return true;
      if (!keeper.token && !localStorage.getItem(hint)) return false;
      if (!(await keeper.renew(null))) return false;
      try {
        await loadMe();
      } catch (error) {
        if (error instanceof ProblemError && error.status === 401) return false;
        throw error;
      }
      return true;
    },

    async enter(session: Session): Promise<void> {
      setupNeeded.value = false;
      keeper.signedIn(session);
      await loadMe();
    },

    leaving,

    async leave(): Promise<void> {
      leaving.value = true;
      await nextTick();
      try {
        await api.call('POST /api/auth/logout', {});
      } finally {
        keeper.signedOut();
        leaving.value = false;
      }
    },
  };
}
