import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stamp } from './stamp.mjs';
import { runStep, StepFailed } from './step.mjs';

/** Builds one part of the workspace unless its stamp says that nothing it is made from has changed. */
export async function build(root, part) {
  const stamp = new Stamp(root, part.name);
  const inputs = part.inputs.map((path) => (path.startsWith('../../') ? path.slice(6) : `${part.folder}/${path}`));
  const more = [
    part.command.join(' '),
    process.versions.node,
    // Packages go into what is built: the page is bundled with them, types decide what compiles.
    new Stamp(root, 'install').digest ?? '',
    ...part.needs.map((need) => new Stamp(root, need).digest ?? ''),
  ];
  const computed = stamp.compute(inputs, more);
  const missing = () => [part.output].flat().find((file) => !existsSync(join(root, part.folder, file)));
  if (computed.digest === stamp.digest && !missing()) {
    return false;
  }
  const [program, ...args] = part.command;
  await runStep(`build ${part.name}`, process.execPath, [join(root, program), ...args], {
    cwd: join(root, part.folder),
  });
  if (missing()) throw new StepFailed(`build ${part.name} wrote no ${part.folder}/${missing()}`);
  if (part.tsc) removeStale(join(root, part.folder), new Set(Object.keys(computed.files)), part.folder);
  stamp.keep(computed);
  return true;
}

/** tsc leaves behind what it once made of a source that has since been deleted or renamed. */
export function removeStale(folder, sources, prefix) {
  const sourceOf = (file) => `${prefix}/src/${file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts')}`;
  for (const entry of readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(\.d\.ts|\.js)(\.map)?$/.test(entry.name)) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (!sources.has(sourceOf(file.slice(join(folder, 'dist').length + 1)))) rmSync(file);
  }
}
