import { readFileSync } from 'node:fs';
import { isThere, isWithin } from './paths.js';

interface Mount {
  device: string;
  /** The folder of the file system that is seen at `place`. */
  root: string;
  place: string;
}

let lastText = '';
let lastMounts: Mount[] = [];

/**
 * Other places at which the same folder, or a part of it, is seen: bind mounts, and file systems mounted twice.
 * Empty where there is no table of mounts.
 */
export function twinsOf(folder: string): string[] {
  const mounts = readMounts();
  const around = mounts.filter(({ place }) => isWithin(folder, place));
  if (around.length === 0) return [];
  // The deepest one; of several at one place, the last lies above the others.
  const own = around.reduce((best, mount) => (mount.place.length >= best.place.length ? mount : best));
  const inside = join(own.root, folder.slice(own.place === '/' ? 0 : own.place.length));
  return mounts
    .filter(({ device }) => device === own.device)
    .flatMap(({ root, place }) => {
      if (root !== inside && isWithin(root, inside)) return place;
      return isWithin(inside, root) ? join(place, inside.slice(root === '/' ? 0 : root.length)) : [];
    })
    .filter((twin) => twin !== folder && !isWithin(twin, folder) && isThere(twin));
}

const join = (folder: string, rest: string): string => `${folder === '/' ? '' : folder}${rest}` || '/';

function readMounts(): Mount[] {
  let text: string;
  try {
    text = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // Not Linux: there are no sandboxes either.
    return [];
  }
  if (text !== lastText) {
    lastMounts = text.split('\n').flatMap(parse);
    lastText = text;
  }
  return lastMounts;
}

function parse(line: string): Mount[] {
  const [, , device, root, place] = line.split(' ');
  if (device === undefined || root === undefined || place === undefined) return [];
  return [{ device, root: plain(root), place: plain(place) }];
}

/** Spaces and the like are written as octal numbers. */
const plain = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
