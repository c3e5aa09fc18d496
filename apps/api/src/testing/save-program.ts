import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stamp } from '../../../../ops/prepare/stamp.mjs';

const root = join(import.meta.dirname, '../../../..');

/** What processes run that open saves: tests run the sources, and Node only what is built of them. */
export const saveProgram = join(root, 'apps/api/dist/modules/ue4/codec-link/save-program.js');

/** What the program is made of, by the part of the workspace that is built. */
const sources = {
  'ue4-codec': ['packages/ue4-codec/src'],
  api: ['apps/api/src/modules/ue4/codec-link/save-program.ts', 'apps/api/src/modules/ue4/codec-link/frames.ts'],
};

type Files = Readonly<Record<string, { readonly hash: string }>>;

/** A test of another program than the one in the sources says nothing. @throws Error */
export const requireSaveProgram = (): void => {
  const stale = Object.entries(sources).flatMap(([part, paths]) => changed(part, paths));
  if (existsSync(saveProgram) && stale.length === 0) return;
  const why = stale.length === 0 ? 'it is not built' : `${stale[0]} changed since it was built`;
  throw new Error(`The program that opens saves is not that of the sources: ${why}. Run: node ops/prepare.mjs`);
};

const changed = (part: string, paths: readonly string[]): string[] => {
  const path = join(root, '.stamps', `${part}.json`);
  const built: Files = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { files: Files }).files : {};
  const present: Files = new Stamp(root, part).compute([...paths]).files as Files;
  const all = new Set([...Object.keys(present), ...Object.keys(built).filter((file) => paths.some(holds(file)))]);
  return [...all].filter((file) => built[file]?.hash !== present[file]?.hash);
};

const holds = (file: string) => (path: string) => file === path || file.startsWith(`${path}/`);
