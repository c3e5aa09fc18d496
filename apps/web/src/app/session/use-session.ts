import type { Me, Permission, Session } from '@bothy/contracts';
import { computed, nextTick, shallowRef } from 'vue';
import { api, keeper, ProblemError } from '../api/index.js';

const me = shallowRef<Me | null>(null);
const setupNeeded = shallowRef<boolean | null>(null);
/** True while one signs out: the shell goes first, with its streams, which the server would cut off otherwise. */
const leaving = shallowRef(false);
let renewal: ReturnType<typeof setTimeout> | undefined;

/** Signed out here while the server could not be told: the cookie is still good, but is not taken up again by itself. */
let staysOut = false;

/** Marks that a refresh cookie is likely there: without it no renewal is tried, which would only fail. */
const hint = 'bothy.signed-in';
/** Marks that the browser left to sign in elsewhere, and may come back with a cookie. */
const away = 'bothy.signing-in';

keeper.onChange((session) => {
  clearTimeout(renewal);
  if (!session) {
    me.value = null;
    localStorage.removeItem(hint);
    return;
  }
  localStorage.setItem(hint, '1');
  followSession(session);
  // Renewed half a minute early, so that no request meets an expired token.
  const ms = Math.max(5_000, Date.parse(session.expiresAt) - Date.now() - 30_000);
  renewal = setTimeout(() => void keeper.renew(session.accessToken).catch(() => undefined), ms);
});

/** Another tab may have signed in as someone else, or this session may have become whole, or the reverse. */
function followSession({ member, enrolling }: Session): void {
  if (!me.value) return;
  if (me.value.member.id !== member.id) {
    // Nothing of the one before may stay on the page.
    me.value = null;
    location.reload();
  } else if (me.value.enrolling !== enrolling || me.value.member.role !== member.role)
    void loadMe().catch(() => undefined);
}

async function loadMe(): Promise<void> {
  const answer = await api.call('GET /api/me', {});
  // Whoever left meanwhile must not be brought back.
  if (keeper.token) me.value = answer;
}

async function tellOfLeaving(): Promise<boolean> {
  try {
    await api.call('POST /api/auth/logout', {});
    return true;
  } catch (error) {
    return error instanceof ProblemError && error.status === 401;
  }
}

/** Who is signed in, and the ways in and out. */
export function useSession() {
  return {
    me,
    can: (permission: Permission) => me.value?.permissions.includes(permission) ?? false,
    signedIn: computed(() => me.value !== null),
    /** The session may do nothing but add a way to sign in. */
    enrolling: computed(() => me.value?.enrolling ?? false),

    /** Whether the first admin is still to be made. */
    async needsSetup(): Promise<boolean> {
      setupNeeded.value ??= (await api.call('GET /api/setup', {})).needed;
      return setupNeeded.value;
    },

    /** Takes up the session of the refresh cookie, if there is one. */
    async resume(): Promise<boolean> {
      if (me.value) return true;
      if (staysOut) return false;
      if (!keeper.token && !localStorage.getItem(hint) && !localStorage.getItem(away)) return false;
      localStorage.removeItem(away);
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
      staysOut = false;
      // Whoever was signed in before is gone with this session.
      me.value = null;
      keeper.signedIn(session);
      await loadMe();
    },

    /** Asks again who is signed in, and what they may do now. */
    refresh: loadMe,

    /** Before the browser leaves for another provider: when it comes back, its cookie is to be tried. */
    expectSignIn(): void {
      localStorage.setItem(away, '1');
    },

    /** It came back without. */
    expectNoSignIn(): void {
      localStorage.removeItem(away);
    },

    leaving,

    /** False when the server could not be told: the session is then gone from this page only. */
    async leave(): Promise<boolean> {
      leaving.value = true;
      await nextTick();
      const told = await tellOfLeaving();
      if (told) keeper.signedOut();
      else {
        staysOut = true;
        keeper.drop();
        localStorage.setItem(hint, '1');
      }
      leaving.value = false;
      return told;
    },
  };
}
