import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './server.mjs';
import { median } from './statistics.mjs';

/** Native programs that turn a save into JSON, as their READMEs tell their arguments. */
const peers = {
  uesave: (file, into) => ['to-json', '--input', file, '--output', into],
  gvas2json: (file, into) => [file, '-o', into],
};

const rounds = 5;

/** The same file to JSON by whole processes, ours beside each native program that is on the PATH. */
export function codecPeers({ name, file }, folder) {
  const there = Object.entries(peers).filter(
    ([program]) => !spawnSync(program, ['--version'], { stdio: 'ignore' }).error,
  );
  if (there.length === 0) {
    console.log(`  of ${Object.keys(peers).join(' and ')} none is on the PATH: no native program is measured beside`);
    return [];
  }
  const into = join(folder, 'peer.json');
  const cli = [join(root, 'packages/cli/dist/main.js'), 'saves', 'json', file, '-o', into];
  return there.flatMap(([program, args]) => {
    const theirs = wholeProcess(program, args(file, into));
    if (theirs === undefined) {
      console.log(`  ${program} is there and does not read ${name}`);
      return [];
    }
    const figure = `${name}: to JSON, whole process (right: ${program})`;
    return [{ figure, ours: wholeProcess(process.execPath, cli), bare: theirs, unit: 'ms' }];
  });
}

/** Milliseconds, the median; undefined where it fails. */
function wholeProcess(program, args) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    if (spawnSync(program, args, { stdio: 'ignore' }).status !== 0) return undefined;
    times.push(performance.now() - began);
  }
  return median(times);
}
