import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isFolder, isThere, isWithin, realPath } from './paths.js';

/** What the system keeps in `/run` for reading: names of hosts, and the programs of NixOS. */
const readableInRun = [
  'systemd/resolve',
  'resolvconf',
  'NetworkManager',
  'nscd',
  'current-system',
  'booted-system',
  'opengl-driver',
].map((name) => `/run/${name}`);

/** Parts of `/proc` through which root, even without a capability, can change the host (bubblewrap misses `sys`). */
const fixedInProc = ['sys', 'fs', 'acpi', 'scsi'].map((name) => `/proc/${name}`);

export interface SandboxRoom {
  /** Sorted: outer places first. */
  hidden: readonly string[];
  /** What the bot may write to; each must be there. */
  own: readonly string[];
  /** The same, by the operator's word; those that are not there are passed over. */
  writable: readonly string[];
}

/** Programs and settings of the system: they stay read-only though a bot works there. */
const systemFolders = ['/etc', '/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/boot'];

/** Bothy itself: whoever writes to it is outside at the next start. */
const ourPrograms = realPath(fileURLToPath(new URL('../../../../..', import.meta.url)));

/** Whether a bot may not work there at all: such a folder would bring back what the sandbox has another one of. */
export const isOfTheSystem = (path: string): boolean =>
  ['/', '/run'].includes(realPath(path)) || ['/proc', '/dev', '/sys'].some((place) => isWithin(realPath(path), place));

/**
 * The files a bot sees: the host's, read-only, with its temporary folders, its own folders and what the operator named
 * open for writing. Read-only because a bot that may write to programs, to start-up files or to `/sys` gets out of the
 * sandbox by them. `/run` is empty, for the sockets of services (systemd, D-Bus, containers, databases) that would
 * do a bot's bidding outside; `/dev` has no disks. A folder around a hidden place must not bring it back: what is
 * mounted later lies above.
 */
export function sandboxMounts({ hidden, own, writable }: SandboxRoom): string[] {
  const ours = own.map(realPath);
  const within = ours.filter((path) => hidden.some((place) => isWithin(path, place)));
  const around = ours.filter((path) => !within.includes(path) && !systemFolders.some((place) => isWithin(path, place)));
  const open = [...new Set([...['/tmp', '/var/tmp', tmpdir(), ...writable].map(realPath), ...around])];
  const inRun = open.filter((path) => isWithin(path, '/run'));
  return [
    ...['--ro-bind', '/', '/'],
    ...bound(open.filter((path) => !inRun.includes(path))),
    ...['--dev', '/dev', '--proc', '/proc'],
    ...(process.getuid?.() === 0 ? readOnly(fixedInProc) : []),
    ...(isFolder('/run') ? ['--tmpfs', '/run', ...readOnly(readableInRun)] : []),
    ...bound(inRun),
    ...readOnly([ourPrograms].filter((path) => path !== '/')),
    ...hidden.flatMap((place) => (isFolder(place) ? ['--tmpfs', place] : ['--ro-bind', '/dev/null', place])),
    ...bound(within),
  ];
}

const bound = (paths: readonly string[]): string[] => paths.flatMap((path) => ['--bind-try', path, path]);

/** Those that are there: each costs bubblewrap a look through all mounts. */
const readOnly = (paths: readonly string[]): string[] =>
  paths.filter(isThere).flatMap((path) => ['--ro-bind-try', path, path]);
