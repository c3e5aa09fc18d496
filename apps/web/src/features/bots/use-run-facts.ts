import type { Run } from '@bothy/contracts';
import { computed, type ComputedRef, type Ref } from 'vue';
import type { GlyphState } from '../../ui/glyph-shapes.js';
import { clockTime, duration } from '../../ui/time-words.js';
import { endedHow, glyphOf, isFinal, ranFor, wordOf } from './run-words.js';

interface Step {
  readonly state: GlyphState;
  readonly title: string;
  readonly time?: string;
  readonly why?: string;
}

/** A run's history as steps: queued, started, ended. */
export function useTimeline(run: Ref<Run>, now: Readonly<Ref<number>>): ComputedRef<Step[]> {
  return computed(() => {
    const it = run.value;
    const waited =
      (it.startedAt ? Date.parse(it.startedAt) : it.finishedAt ? Date.parse(it.finishedAt) : now.value) -
      Date.parse(it.createdAt);
    const by = it.trigger.actor ? `By ${it.trigger.actor.name}, waited ` : 'Waited ';
    const steps: Step[] = [
      { state: 'queued', title: 'Queued', time: clockTime(it.createdAt), why: by + duration(waited) },
    ];
    if (it.startedAt) {
      const state = isFinal(it.status) ? 'queued' : 'running';
      const ran = duration(ranFor(it, now.value) ?? 0);
      steps.push({
        state,
        title: it.attempt > 1 ? `Attempt ${it.attempt}` : 'Started',
        time: clockTime(it.startedAt),
        why: isFinal(it.status) ? `Ran ${ran}` : undefined,
      });
    }
    if (isFinal(it.status)) steps.push(lastStep(it));
    return steps;
  });
}

function lastStep(run: Run): Step {
  const by = run.cancelledBy ? `By ${run.cancelledBy.name}` : '';
  const why = [by, endedHow(run)].filter(Boolean).join(', ');
  return {
    state: glyphOf(run.status),
    title: wordOf(run.status),
    time: run.finishedAt ? clockTime(run.finishedAt) : undefined,
    why,
  };
}
