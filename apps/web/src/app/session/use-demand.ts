import { shallowRef } from 'vue';
import { demands, keeper, type Act } from '../api/index.js';
import { useSession } from './use-session.js';

/** What the person at the page is asked for, so that a call can go on. */
type Demand =
  { readonly kind: 'confirm'; readonly act: Act } | { readonly kind: 'sign-in' } | { readonly kind: 'no-passkey' };

interface Asked {
  readonly demand: Demand;
  readonly settle: (met: boolean) => void;
}

const asked = shallowRef<Asked | null>(null);

function ask(demand: Demand): Promise<boolean> {
  // A question that another takes the place of would never be answered.
  asked.value?.settle(false);
  return new Promise((resolve) => {
    asked.value = {
      demand,
      settle: (met) => {
        asked.value = null;
        resolve(met);
      },
    };
  });
}

demands.attach({
  confirm: (act) => ask({ kind: 'confirm', act }),
  signInAgain: () => ask({ kind: 'sign-in' }),
  tellOfMissingPasskey: () => void ask({ kind: 'no-passkey' }),
  enrol: () =>
    void useSession()
      .refresh()
      .catch(() => undefined),
});

// Whoever is signed out, here or in another tab, is asked nothing more.
keeper.onChange((session) => {
  if (!session) asked.value?.settle(false);
});

/** The question that is open, if there is one; `demand-dialogs.vue` puts it. */
export function useDemand() {
  return { asked };
}
