import { auditExportQuery, auditPage, auditQuery } from '../audit.js';
import { nothing } from '../common.js';
import { define } from './route.js';

/** What was done. */
export const auditRoutes = define({
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'audit:read',
    summary: 'What was done, by whom',
    query: auditQuery,
    status: 200,
    returns: auditPage,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/export',
    access: 'audit:read',
    membersOnly: true,
    stepUp: 'audit.export',
    summary: 'What was done, as a file',
    query: auditExportQuery,
    status: 200,
    returns: nothing,
    stream: true,
  },
});
