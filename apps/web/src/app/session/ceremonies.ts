import type * as WebAuthn from '@simplewebauthn/browser';
import { api, ProblemError } from '../api/index.js';

type Library = typeof WebAuthn;

/** Browsers offer passkeys to pages on https or on localhost only. */
export const passkeysWork =
  window.isSecureContext && typeof PublicKeyCredential === 'function' && 'credentials' in navigator;

export const noPasskeysWords =
  'This page cannot use passkeys: they need https or localhost, and a browser that knows them.';

let library: Promise<Library> | undefined;

/** Some browsers let a ceremony begin only soon after a click, so the library is fetched ahead of it. */
export function prepareCeremonies(): void {
  if (passkeysWork) load().catch(() => undefined);
}

function load(): Promise<Library> {
  library ??= import('@simplewebauthn/browser').catch(() => {
    library = undefined;
    throw ProblemError.unreachable();
  });
  return library;
}

/** Ends a ceremony that waits, for example behind a field that offers passkeys. */
export async function endCeremony(): Promise<void> {
  const loaded = await library?.catch(() => null);
  loaded?.WebAuthnAbortService.cancelCeremony();
}

/** Options as the API answers them: the library knows their shape, we only carry them. */
type Options = { readonly challenge: string };

async function assertion(options: Options, fromField = false) {
  const { startAuthentication } = await load();
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON'];
  const made = await inWords(() => startAuthentication({ optionsJSON, useBrowserAutofill: fromField }));
  return { ...made, response: { ...made.response }, clientExtensionResults: { ...made.clientExtensionResults } };
}

async function attestation(options: Options) {
  const { startRegistration } = await load();
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const made = await inWords(() => startRegistration({ optionsJSON }));
  return { ...made, response: { ...made.response }, clientExtensionResults: { ...made.clientExtensionResults } };
}

/**
 * Signs in with whichever passkey is chosen; `fromField` waits until one is chosen from what a field offers.
 * @throws ProblemError
 */
export async function signInWithPasskey(fromField = false) {
  const options = await api.call('POST /api/auth/passkeys/options', {});
  return api.call('POST /api/auth/passkeys/verify', { body: await assertion(options, fromField) });
}

/** Proves presence for one act. @throws ProblemError */
export async function confirmWithPasskey(act: { readonly action: string; readonly target?: string | undefined }) {
  const options = await api.call('POST /api/auth/step-up/options', { body: act });
  return api.call('POST /api/auth/step-up/verify', { body: await assertion(options) });
}

/** Makes a passkey and gives it to the account. @throws ProblemError */
export async function addPasskey(name: string) {
  const options = await api.call('POST /api/me/passkeys/options', {});
  return api.call('POST /api/me/passkeys', { body: { ...(await attestation(options)), name } });
}

/** True for browsers that offer passkeys from a field's own list. */
export async function fieldsOfferPasskeys(): Promise<boolean> {
  return passkeysWork && (await (await load()).browserSupportsWebAuthnAutofill());
}

const reasons: Readonly<Record<string, { code: string; title: string }>> = {
  InvalidStateError: { code: 'passkey_known', title: 'This device has a passkey for your account already.' },
  NotAllowedError: {
    code: 'passkey_not_used',
    title: 'No passkey was used: it was called off, took too long, or there is none here that fits. Try again.',
  },
  AbortError: { code: 'passkey_not_used', title: 'No passkey was used. Try again.' },
  ConstraintError: {
    code: 'passkey_unverified',
    title: 'This device cannot check that it is you. Give it a PIN, a fingerprint or a face first.',
  },
  SecurityError: {
    code: 'passkey_elsewhere',
    title: 'Passkeys of this server belong to another address. Open Bothy by its public address.',
  },
};

/** Browsers say why a ceremony ended by the name of the error only. */
async function inWords<T>(ceremony: () => Promise<T>): Promise<T> {
  try {
    return await ceremony();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = reasons[error.name] ?? {
      code: 'passkey_failed',
      title: `The passkey did not work: ${error.message}`,
    };
    throw new ProblemError({ status: 0, ...reason }, error.name === 'AbortError');
  }
}
