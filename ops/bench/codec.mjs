import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codecFiles, corpus } from './codec-files.mjs';
import { codecPeers } from './codec-peers.mjs';
import { root } from './server.mjs';
import { median } from './statistics.mjs';

/** Each act is timed for so long, and memory is looked at in so many fresh processes. */
const usual = { budgetMs: 3_000, processes: 3 };

/** What the stream of a prospect is to reach. The figures of uesave were taken elsewhere and are quoted. */
const aims = {
  'parse, all of it': '≥ 94 (uesave, native; quoted)',
  'write, every value anew': '≥ 190 (uesave, native; quoted)',
  'parse, edit one value, write': '≥ 189: 3 × 94 and 190 one after the other',
};
/** Acts whose memory is looked at, and what they need besides the file. */
const remembered = [
  ['parse, all of it', undefined],
  ['parse, edit one value, write', 'change'],
  ['parse, to JSON', undefined],
  ['from JSON', 'json'],
];
/** Times the bytes; for smaller files it is the program that counts, not the file. */
const mostMemory = 20;
const fewestMib = 1;

/** The codec of saves on real files, beside a copy of the same bytes. */
export async function codec(given = {}) {
  const { budgetMs, processes } = { ...usual, ...given };
  const folder = mkdtempSync(join(tmpdir(), 'bothy-bench-'));
  try {
    const files = codecFiles(folder);
    if (files.length === 0) {
      console.log(`  there are no saves in ${corpus}: nothing is measured (BOTHY_CORPUS names another folder)`);
      return [];
    }
    const rows = files.flatMap((file) => [...speed(file, budgetMs), ...memory(file, processes, folder)]);
    return [...rows, ...codecPeers(files[0], folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program of ours in a fresh process; what it says as JSON. */
function program(name, args, nodeArgs = []) {
  const path = join(root, `ops/bench/programs/${name}.mjs`);
  const { status, stdout } = spawnSync(process.execPath, [...nodeArgs, path, ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return JSON.parse(stdout);
}

function speed({ name, file }, budgetMs) {
  const { size, figures } = program('codec-speed', [file, budgetMs]);
  const { copy, ...timed } = figures;
  return Object.entries(timed).map(([act, ours]) => ({
    figure: `${name} (${sizeText(size)}): ${act}`,
    ours,
    bare: copy,
    unit: 'MB/s',
    aim: name.endsWith('stream') ? aims[act] : undefined,
  }));
}

/** Beside the bytes themselves: the ratio tells how many times as much. */
function memory({ name, file }, processes, folder) {
  const sizeMib = program('codec-memory', [file, 'size']).made / 1024 ** 2;
  if (sizeMib < fewestMib) return [];
  return remembered.map(([act, needs]) => {
    const needed = needs === undefined ? '' : neededFor(file, needs, folder);
    const told = Array.from({ length: processes }, () => program('codec-memory', [file, act, needed], ['--expose-gc']));
    return {
      figure: `${name}: memory for "${act}" (right: the bytes)`,
      ours: median(told.map(({ grown }) => grown)),
      bare: sizeMib,
      unit: 'MiB',
      aim: `≤ ${mostMemory}×`,
    };
  });
}

function neededFor(file, needs, folder) {
  const json = join(folder, 'needed.json');
  const { made } = program('codec-memory', [file, needs, json]);
  return needs === 'json' ? json : made;
}

const sizeText = (bytes) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
