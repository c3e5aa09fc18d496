import { existsSync } from 'node:fs';
import { Config } from '../platform/config/config.js';
import { StartError } from '../platform/errors/start-error.js';
import { checkProxy, checkPublicUrl } from './doctor/address-checks.js';
import { failing, ok, type Finding } from './doctor/finding.js';
import { checkDisk, checkFolder, checkKeys } from './doctor/folder-checks.js';
import { checkHouse } from './doctor/house-checks.js';
import { checkClock, checkNode } from './doctor/machine-checks.js';
import { checkMail, checkRedis } from './doctor/service-checks.js';
import type { HostCommand } from './host-command.js';
import type { Host } from './host.js';

export const doctorCommand: HostCommand = {
  name: 'doctor',
  takes: [],
  options: ['json'],
  summary: 'Look at the machine, the settings and the data folder. Ends with 1 where something fails.',
  run: async ({ json }, host) => {
    const findings = await examine(host);
    await host.out(json ? `${JSON.stringify(findings)}\n` : tableOf(findings));
    return findings.some(({ status }) => status === 'failing') ? 1 : 0;
  },
};

const examine = async (host: Host): Promise<Finding[]> => {
  const node = checkNode(process.versions.node);
  const config = configOf(host);
  // All else is about what the settings say.
  if (!(config instanceof Config)) return [node, ...config];
  const folder = checkFolder(config);
  const settings = [
    node,
    ok('settings', 'usable'),
    checkClock(config, new Date()),
    checkPublicUrl(config),
    checkProxy(config),
  ];
  const services = [await checkRedis(config), await checkMail(config)].filter((found) => found !== null);
  if (!existsSync(config.dataDir)) return [...settings, folder, ...services];
  const inside = folder.status === 'failing' ? [] : [checkKeys(config), ...(await checkHouse(config, host))];
  return [...settings, folder, ...checkDisk(config), ...inside, ...services];
};

const configOf = (host: Host): Config | Finding[] => {
  try {
    return Config.load(host.env, host.folder);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const lines = error.message.split('\n');
    const named = lines.length > 1 ? lines.slice(1) : lines;
    return named.map((line) => failing('settings', line, 'Mend this variable, or leave it out for its default.'));
  }
};

const tableOf = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ name, status, message, advice }) => [
    `${status.padEnd(7)}  ${name.padEnd(width)}  ${message}`,
    ...(advice === undefined ? [] : [`${' '.repeat(9 + width)}  → ${advice}`]),
  ]);
  const count = (status: Finding['status']) => findings.filter((found) => found.status === status).length;
  return `${lines.join('\n')}\n\n${count('ok')} ok, ${count('warning')} warning, ${count('failing')} failing\n`;
};
