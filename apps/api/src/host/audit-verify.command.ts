import { AuditVerifier, type AuditVerdict } from '../modules/audit/index.js';
import type { HostCommand } from './host-command.js';
import { House } from './house.js';

export const auditVerifyCommand: HostCommand = {
  name: 'audit verify',
  takes: [],
  options: ['json'],
  summary: 'Look whether the audit trail is as it was written. Ends with 1 where it is not.',
  run: ({ json }, host) =>
    House.use(host, async (house) => {
      const verdict = await house.get(AuditVerifier).verify();
      await host.out(json ? `${JSON.stringify(verdict)}\n` : wordsOf(verdict));
      return verdict.reason === null ? 0 : 1;
    }),
};

const wordsOf = ({ checked, reason, anchors }: AuditVerdict): string => {
  if (reason !== null) return `The audit trail is broken. ${reason}\nEntries that fit before it: ${checked}\n`;
  if (checked === 0) return 'The audit trail is empty.\n';
  const { count, newest } = anchors;
  const held =
    newest === null
      ? 'There are no anchors in this data folder: that its end was not cut off, or all of it written anew, cannot be told.'
      : `Held against ${count} anchors, the newest of entry ${newest.position} (${newest.at}).`;
  return `The audit trail is as it was written: ${checked} entries.\n${held}\n`;
};
