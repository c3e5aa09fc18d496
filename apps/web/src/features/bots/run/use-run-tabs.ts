import type { Pty, Run } from '@bothy/contracts';
import { computed, type Ref } from 'vue';
import { useRoute } from 'vue-router';

/** The tabs of a run, as far as it has what they show, and the one that the address names. */
export function useRunTabs(
  run: Readonly<Ref<Run | undefined>>,
  pty: Readonly<Ref<Pty | null>>,
  /** Whether it has a terminal is not known yet. */
  waits: Readonly<Ref<boolean>>,
) {
  const route = useRoute();
  const tabs = computed(() => {
    const it = run.value;
    const many = it && (it.maxAttempts > 1 || it.attempt > 1);
    const of = (key: string, label: string, count?: number) => ({
      key,
      label,
      to: { query: key === 'log' ? {} : { tab: key } },
      ...(count === undefined ? {} : { count }),
    });
    return [
      of('log', 'Log'),
      ...(pty.value ? [of('screen', 'Screen')] : []),
      of('artifacts', 'Artifacts', it?.artifactCount || undefined),
      of('definition', 'Definition'),
      ...(many ? [of('attempts', 'Attempts', it.attempt)] : []),
      of('details', 'Details'),
    ];
  });
  const tab = computed(() => {
    const asked = String(route.query['tab'] ?? 'log');
    // A tab that may be about to come is waited for: the log would be shown for a moment otherwise.
    if (asked === 'screen' && waits.value) return asked;
    return tabs.value.some(({ key }) => key === asked) ? asked : 'log';
  });
  return { tabs, tab };
}
