import { AuditVerifier } from '../../modules/audit/index.js';
import { Connections } from '../../platform/database/connections.js';
import type { Config } from '../../platform/config/config.js';
import { StartError } from '../../platform/errors/start-error.js';
import type { Host } from '../host.js';
import { House } from '../house.js';
import { failing, ok, warning, wordsOf, type Finding } from './finding.js';

/** How far the clock of the database server may be from ours. */
const toleranceMs = 5000;

/** The database, and what is in it. */
export const checkHouse = async (config: Config, host: Host): Promise<Finding[]> => {
  let house: House;
  try {
    house = await House.open(config, host);
  } catch (error) {
    return [failing('database', wordsOf(error), adviceFor(error, config))];
  }
  try {
    return [await checkDatabase(house), await checkTrail(house)];
  } catch (error) {
    return [failing('database', wordsOf(error), 'Look into the log of the database.')];
  } finally {
    await house.close();
  }
};

const adviceFor = (error: unknown, { databaseUrl }: Config): string => {
  if (error instanceof StartError) return 'Mend that, and run bothy doctor again.';
  return databaseUrl === null
    ? 'Restore bothy.sqlite from a backup if it is damaged.'
    : 'Start PostgreSQL, or mend DATABASE_URL.';
};

const checkDatabase = async (house: House): Promise<Finding> => {
  const reader = house.get(Connections).reader();
  if (house.config.databaseUrl === null) {
    const [row]: { version: string }[] = await reader.query('SELECT sqlite_version() AS version');
    return ok('database', `SQLite ${row?.version}, of this version of Bothy`);
  }
  const [row]: { version: string; now: Date }[] = await reader.query(
    "SELECT current_setting('server_version') AS version, clock_timestamp() AS now",
  );
  const behindMs = Math.abs(Date.now() - (row?.now.getTime() ?? 0));
  if (behindMs > toleranceMs) {
    const seconds = Math.round(behindMs / 1000);
    return warning(
      'database',
      `The clock of PostgreSQL is ${seconds} s away from ours.`,
      'Let both machines keep theirs by NTP.',
    );
  }
  return ok('database', `PostgreSQL ${row?.version}, of this version of Bothy`);
};

const checkTrail = async (house: House): Promise<Finding> => {
  const name = 'audit trail';
  const { newest, entries, reason } = await house.get(AuditVerifier).verifyNewest();
  if (reason !== null) return failing(name, reason, 'Run bothy audit verify, and find out who did what.');
  if (newest !== null) return ok(name, `${entries} entries, anchored up to ${newest.position} at ${newest.at}`);
  if (entries === 0) return ok(name, 'empty');
  return warning(name, `${entries} entries, and no anchors.`, 'Start the server: it anchors the trail.');
};
