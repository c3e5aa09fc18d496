import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config/config.js';
import { StartError } from '../platform/errors/start-error.js';

/**
 * Commands come to a house that is there: a wrong path must not make an empty one, and another user must not leave
 * files in it that the server cannot write.
 *
 * @throws StartError
 */
export const requireDataFolder = (config: Config): void => {
  const { dataDir } = config;
  const keys = join(dataDir, 'keys', 'master');
  if (!existsSync(dataDir)) throw new StartError(`There is no data folder ${dataDir}. ${whereItLies}`);
  const owner = foreignOwnerOf(dataDir);
  if (owner !== null) {
    throw new StartError(
      `The data folder ${dataDir} belongs to the user ${owner}. Run this as that user, for example with sudo -u ${owner}.`,
    );
  }
  if (!existsSync(keys)) throw new StartError(`The data folder ${dataDir} holds no keys. ${whereItLies}`);
  if (config.databaseUrl === null && !existsSync(join(dataDir, 'bothy.sqlite'))) {
    throw new StartError(`The data folder ${dataDir} holds no database. ${whereItLies}`);
  }
};

/** The user the folder belongs to, when it is another than the one who asks; null otherwise. */
export const foreignOwnerOf = (path: string): string | null => {
  const own = process.getuid?.();
  const { uid } = statSync(path);
  return own === undefined || uid === own ? null : nameOf(uid);
};

const whereItLies = 'Set BOTHY_DATA_DIR as the server has it; where no server has run yet, start it once.';

/** Node knows no other user's name. Where the machine does not tell it, there is the form that sudo takes. */
const nameOf = (uid: number): string => {
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const line = users.map((each) => each.split(':')).find(([, , number]) => number === String(uid));
  return line?.[0] ?? `'#${uid}'`;
};
