const words: Readonly<Record<string, string>> = {
  password: 'with a password',
  passkey: 'with a passkey',
  oidc: 'with a linked account',
  setup: 'by setting up',
  invitation: 'by an invitation',
  recovery: 'with a recovery code',
  reset: 'with a reset link',
};

/** "with a passkey": how a session was opened. */
export const openedWords = (by: string): string => words[by] ?? '';
