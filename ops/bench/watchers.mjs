import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshGo, printer, removeGo } from './fanout.mjs';
import { memoryMib } from './process-figures.mjs';
import { startReaders } from './readers.mjs';
import { BothyServer } from './server.mjs';

const usual = { readers: 10_000, settleMs: 5_000 };

/** Very many readers of a run that says nothing: what each of them costs in memory. */
export async function watchers(given = {}) {
  const { readers, settleMs } = { ...usual, ...given };
  const load = { linesPerSecond: 1, seconds: 1 };
  const go = freshGo();
  const server = await (await BothyServer.start()).setUp();
  try {
    await server.createBot('quiet', printer(go, load));
    const run = await server.startRun('quiet');
    const before = memoryMib(server.pid);
    const watching = startReaders({
      url: `http://127.0.0.1:${server.port}/api/runs/${run.id}/events`,
      headers: { authorization: `Bearer ${server.token}` },
      readers,
      lines: 1,
    });
    await watching.connected;
    await sleep(settleMs);
    const each = ((memoryMib(server.pid) - before) * 1024) / readers;
    writeFileSync(go, '');
    const { whole } = await watching.figures;
    rmSync(go);
    const named = `${readers.toLocaleString('en')} quiet readers`;
    return [
      { figure: `${named}: memory of each`, ours: each, unit: 'KiB', aim: '≤ 20 KB' },
      { figure: `${named}: had the line, in the end`, ours: whole, unit: 'readers' },
    ];
  } finally {
    removeGo(go);
    await server.stop();
  }
}
