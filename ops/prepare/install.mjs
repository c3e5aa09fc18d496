import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { say } from './say.mjs';
import { Stamp } from './stamp.mjs';
import { runStep } from './step.mjs';

/** Installs the packages of the lock file unless that has been done for this lock file and this Node. */
export async function install(root, pnpm) {
  const stamp = new Stamp(root, 'install');
  const folders = workspaceFolders(root);
  const computed = stamp.compute(
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
    [pnpm, process.version, process.platform, process.arch, ...folders.map((folder) => neededBy(root, folder))],
  );
  const present = folders.every((folder) => isInstalled(root, folder));
  if (computed.digest === stamp.digest && present) return false;

  if (!existsSync(join(root, 'node_modules/.modules.yaml'))) sayWhatIsAhead();
  const args = ['--yes', `pnpm@${pnpm}`, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
  await runStep('install packages', 'npx', args, { cwd: root, env: { ...process.env, ...nativeBuildEnv() } });
  stamp.keep(computed);
  return true;
}

function workspaceFolders(root) {
  const inside = (parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  return ['.', ...inside('apps'), ...inside('packages')].filter((each) => existsSync(join(root, each, 'package.json')));
}

/** The part of a package.json that decides what is installed: a changed script is no reason to install again. */
function neededBy(root, folder) {
  const { name, bin, dependencies, devDependencies, optionalDependencies } = manifest(root, folder);
  return JSON.stringify([folder, name, bin, dependencies, devDependencies, optionalDependencies]);
}

function isInstalled(root, folder) {
  const { dependencies, devDependencies } = manifest(root, folder);
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.every((name) => existsSync(join(root, folder, 'node_modules', name)));
}

const manifest = (root, folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

const isThere = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

function sayWhatIsAhead() {
  say('first start: packages are fetched and built, which takes a few minutes');
  const missing = [];
  if (!['c++', 'g++', 'clang++'].some(isThere)) missing.push('a C++ compiler');
  if (!isThere('make')) missing.push('make');
  if (!isThere('python3')) missing.push('python3');
  if (missing.length === 0) return;
  say(
    `${missing.join(', ')} not found: if no ready-made SQLite driver can be fetched for this machine, it has to be ` +
      'compiled and the install stops (on Debian: apt install build-essential python3)',
  );
}

/** node-gyp fetches Node's headers unless it is told where they lie; without debug symbols SQLite builds a quarter faster. */
function nativeBuildEnv() {
  const flags = '-O2 -g0 -w';
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, 'include/node/node_version.h'));
  return { CFLAGS: flags, CXXFLAGS: flags, ...(headers ? { npm_config_nodedir: prefix } : {}) };
}
