import { accountRoutes } from './routes/account.routes.js';
import { auditRoutes } from './routes/audit.routes.js';
import { botsRoutes } from './routes/bots.routes.js';
import { catalogRoutes } from './routes/catalog.routes.js';
import { entryRoutes } from './routes/entry.routes.js';
import { houseRoutes } from './routes/house.routes.js';
import { mailRoutes } from './routes/mail.routes.js';
import { membersRoutes } from './routes/members.routes.js';
import { metricsRoutes } from './routes/metrics.routes.js';
import { runsRoutes } from './routes/runs.routes.js';
import { savesRoutes } from './routes/saves.routes.js';
import { secretsRoutes } from './routes/secrets.routes.js';
import { triggersRoutes } from './routes/triggers.routes.js';

export type { Access, Route } from './routes/route.js';

/** The HTTP API, whole: the server's operations equal this table, and a test holds them to it. */
export const routes = {
  ...entryRoutes,
  ...accountRoutes,
  ...membersRoutes,
  ...auditRoutes,
  ...mailRoutes,
  ...botsRoutes,
  ...runsRoutes,
  ...triggersRoutes,
  ...secretsRoutes,
  ...savesRoutes,
  ...catalogRoutes,
  ...metricsRoutes,
  ...houseRoutes,
};

export type RouteName = keyof typeof routes;
