import { useQueryClient } from '@tanstack/vue-query';
import { onBeforeUnmount } from 'vue';
import { api, followEvents } from '../api/index.js';
import { useSession } from '../session/use-session.js';
import type { Feature } from './feature.js';

/** The one stream of this tab: what changes anywhere reaches the features that care. */
export function useLiveEvents(features: readonly Feature[]): void {
  const client = useQueryClient();
  const { refresh } = useSession();
  let opened = false;
  const stop = followEvents({
    open: (_lastId, signal) => api.open('GET /api/events', { signal }, { Accept: 'text/event-stream' }),
    onState: (state) => {
      if (state !== 'open') return;
      if (opened) {
        // A change of rights is one of the things that end the stream.
        void refresh().catch(() => undefined);
        for (const feature of features) feature.onResume?.(client);
      }
      opened = true;
    },
    onEvent: (event) => {
      const data: unknown = JSON.parse(event.data);
      for (const feature of features) feature.onEvent?.(client, event.name, data);
    },
  });
  onBeforeUnmount(stop);
}
