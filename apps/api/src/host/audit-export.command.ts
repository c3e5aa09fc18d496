import { AuditExport, type AuditExportFormat } from '../modules/audit/index.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';
import { WrongUse } from './wrong-use.js';

const everything = { actorId: null, action: null, targetId: null, from: null, to: null, text: null };

export const auditExportCommand: HostCommand = {
  name: 'audit export',
  takes: [],
  options: ['format'],
  summary: 'Write the audit trail to standard output, the oldest entry first; ndjson unless told otherwise.',
  run: async (given, host) => {
    const format = formatOf(given.format);
    await House.use(host, async (house) => {
      const pieces = await house.get(AuditExport).begin(hostActor, format, everything);
      for await (const piece of pieces) await host.out(piece);
    });
    return 0;
  },
};

const formatOf = (text: string | null): AuditExportFormat => {
  if (text === null) return 'ndjson';
  if (text === 'csv' || text === 'ndjson') return text;
  throw new WrongUse(`--format ${text}: use csv or ndjson.`);
};
