import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../bench-results');
/** Longer tasks are felt: the page does not answer meanwhile. */
const longMs = 50;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the processor: on a busy machine a task waits for its turn in the middle. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface TaskFigures {
  readonly tasks: number;
  readonly longTasks: number;
  readonly longestMs: number;
  /** The same, counted in time of the processor. */
  readonly longCpuTasks: number;
  readonly longestCpuMs: number;
  readonly busyMs: number;
  readonly wallMs: number;
}

/**
 * Records Chromium's own trace while `act` goes on, and counts what ran on the main thread of the page. The figures
 * are of this machine: they are written down, and nothing is asserted of them.
 */
export async function tasksDuring(browser: Browser, page: Page, act: () => Promise<void>): Promise<TaskFigures> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  const startedAt = Date.now();
  let wallMs = 0;
  let trace: Buffer;
  try {
    await act();
    wallMs = Date.now() - startedAt;
  } finally {
    trace = await browser.stopTracing();
  }
  return { ...figuresOf(JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] }), wallMs };
}

function figuresOf({ traceEvents }: { traceEvents: readonly TraceEvent[] }): Omit<TaskFigures, 'wallMs'> {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && main.has(threadOf(event)));
  const clock = tasks.map(({ dur = 0 }) => dur / 1000);
  const cpu = tasks.map(({ dur = 0, tdur = dur }) => tdur / 1000);
  const long = (times: readonly number[]) => times.filter((ms) => ms > longMs).length;
  const longest = (times: readonly number[]) => Math.round(times.reduce((most, ms) => Math.max(most, ms), 0));
  return {
    tasks: tasks.length,
    longTasks: long(clock),
    longestMs: longest(clock),
    longCpuTasks: long(cpu),
    longestCpuMs: longest(cpu),
    busyMs: Math.round(clock.reduce((sum, ms) => sum + ms, 0)),
  };
}

/** Writes the figures to where the benchmarks write theirs, and prints them. */
export async function reportTasks(figures: Readonly<Record<string, TaskFigures>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'log-page.json'), `${JSON.stringify(figures, null, 2)}\n`);
  for (const [what, each] of Object.entries(figures))
    console.log(
      `${what}: of ${each.tasks} tasks over ${longMs} ms ${each.longTasks} by the clock (longest ${each.longestMs} ms), ${each.longCpuTasks} by the processor (longest ${each.longestCpuMs} ms); busy ${each.busyMs} of ${each.wallMs} ms`,
    );
}
