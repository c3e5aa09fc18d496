/** The acts of the route table that ask for a passkey, as they stand behind "To". */
const words: Readonly<Record<string, string>> = {
  'members.update': 'change this member',
  'members.remove': 'remove this member',
  'members.end-sessions': 'sign this member out everywhere',
  'members.reset': 'make a reset link for this member',
  'tokens.revoke': 'revoke a token of this member',
  'audit.export': 'export the audit',
  'factors.change': 'change how you sign in',
  'members.invite': 'invite a member',
};

/** "change this member", for an act of the route table. */
export const actWords = (action: string): string => words[action] ?? 'do this';
