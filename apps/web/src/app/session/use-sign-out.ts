import { useRouter } from 'vue-router';
import { useToasts } from '../../ui/toasts.js';
import { useSession } from './use-session.js';

/** Signs out, says so when the server could not be told, and leads to the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  const { leave } = useSession();
  const { fail } = useToasts();
  return async () => {
    if (!(await leave()))
      fail('Signed out on this page only: the server could not be reached. Sign out again once it can.');
    await router.push({ name: 'sign-in' });
  };
}
