import type { AttemptRecord, Run } from '@bothy/contracts';
import { computed, type ComputedRef, type Ref } from 'vue';
import type { GlyphState } from '../../ui/glyph-shapes.js';
import { clockTime, duration } from '../../ui/time-words.js';
import { endedHow, glyphOf, isFinal, ranFor, startedBy, wordOf } from './run-words.js';

interface Step {
  readonly state: GlyphState;
  readonly title: string;
  readonly time?: string | undefined;
  readonly why?: string | undefined;
}

/** A shorter wait between two attempts is no back-off, but the time it takes to start. */
const shortWaitMs = 1_000;

/** A run's history as steps: queued, approval, each attempt and the wait before the next one, the end. */
export function useTimeline(
  run: Ref<Run>,
  attempts: Readonly<Ref<readonly AttemptRecord[]>>,
  now: Readonly<Ref<number>>,
): ComputedRef<Step[]> {
  return computed(() => {
    const it = run.value;
    const tries = attemptsOf(it, attempts.value);
    const steps: Step[] = [queued(it, tries[0], now.value), ...approval(it)];
    tries.forEach((each, n) => {
      const before = tries[n - 1];
      if (before) steps.push(...backOff(before.finishedAt, each.startedAt));
      if (each.startedAt) steps.push(attemptStep(it, each, now.value));
    });
    if (it.retryAt && !isFinal(it.status)) steps.push(nextAttempt(it.retryAt, now.value));
    if (isFinal(it.status)) steps.push(lastStep(it));
    return steps;
  });
}

/** As the server lists them; what the run itself says of its attempt fills in what the list does not know yet. */
export function attemptsOf(run: Run, listed: readonly AttemptRecord[]): readonly AttemptRecord[] {
  const before = listed.filter((each) => each.attempt < run.attempt);
  const current = listed.find((each) => each.attempt === run.attempt);
  if (!current) return [...before, run];
  if (!isFinal(run.status) || current.finishedAt) return [...before, current];
  const { status, exitCode, signal, reason, finishedAt } = run;
  return [...before, { ...current, status, exitCode, signal, reason, finishedAt }];
}

function queued(run: Run, first: AttemptRecord | undefined, now: number): Step {
  const until = first?.startedAt ?? run.finishedAt;
  const waited = (until ? Date.parse(until) : now) - Date.parse(run.createdAt);
  const why = `By ${run.trigger.actor ? run.trigger.actor.name : lower(startedBy(run.trigger))}, waited ${duration(waited)}`;
  return { state: 'queued', title: 'Queued', time: clockTime(run.createdAt), why };
}

function approval(run: Run): Step[] {
  if (run.status === 'waiting-approval')
    return [{ state: 'waiting', title: 'Waits for approval', why: run.reason ?? undefined }];
  return run.approvedBy ? [{ state: 'succeeded', title: 'Approved', why: `By ${run.approvedBy.name}` }] : [];
}

function attemptStep(run: Run, { attempt, status, startedAt, finishedAt, ...how }: AttemptRecord, now: number): Step {
  const over = finishedAt !== null;
  const alone = run.maxAttempts <= 1 && run.attempt === 1;
  const paused = run.paused && attempt === run.attempt;
  const why = over && !alone ? endedHow(how) || wordOf(status) : startedAt ? `Started ${clockTime(startedAt)}` : '';
  return {
    state: over ? (alone ? 'queued' : glyphOf(status)) : paused ? 'waiting' : 'running',
    title: alone ? (over ? 'Ran' : paused ? 'Paused' : 'Running') : `Attempt ${attempt}`,
    time: duration(ranFor({ startedAt, finishedAt }, now) ?? 0),
    why,
  };
}

function backOff(endedAt: string | null, startedAt: string | null): Step[] {
  if (!endedAt || !startedAt) return [];
  const ms = Date.parse(startedAt) - Date.parse(endedAt);
  return ms < shortWaitMs ? [] : [{ state: 'queued', title: 'Back-off', time: duration(ms) }];
}

function nextAttempt(retryAt: string, now: number): Step {
  const left = Date.parse(retryAt) - now;
  return {
    state: 'queued',
    title: 'Back-off',
    time: left > 0 ? duration(Math.ceil(left / 1000) * 1000) : 'Due',
    why: `Next attempt at ${clockTime(retryAt)}`,
  };
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

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
