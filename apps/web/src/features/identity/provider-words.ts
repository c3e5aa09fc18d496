/** What came of a visit to the other provider, by the code it is come back with. */
const words: Readonly<Record<string, string>> = {
  oidc_off: 'This server knows no other provider to sign in with.',
  oidc_unavailable: 'The other provider cannot be reached. Try again in a moment.',
  oidc_denied: 'The other provider did not let you in, or you turned back there.',
  oidc_refused: 'The answer of the other provider could not be trusted. Try again.',
  oidc_flow_unknown: 'It was begun in another browser, was used already, or took too long. Try again.',
  oidc_unknown: 'No member has linked this account. Sign in another way, then link it under Profile and security.',
  identity_taken: 'This account is linked to a member already.',
};

export const providerProblem = (code: string): string =>
  words[code] ?? 'The other provider could not be used. Try again.';
