// oxlint-disable-next-line import/default -- Vite builds the worker by itself, and gives its address.
import workerAddress from './worker/save-worker.ts?worker&url';

interface Policy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

/**
 * The browser takes no plain text as the address of a script, but what a policy made that the server has named
 * (`trusted-types`): this one passes the address of the worker and no other.
 */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (trustedTypes === undefined) return address;
  policy ??= trustedTypes.createPolicy('saves-worker', {
    createScriptURL(text) {
      if (text !== workerAddress) throw new TypeError('this is not the worker of saves');
      return text;
    },
  });
  return policy.createScriptURL(address);
}

/** Starts the worker that holds one save. */
export function startWorker(): Worker {
  return new Worker(trusted(workerAddress), { type: 'module', name: 'save' });
}
