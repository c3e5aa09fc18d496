import type { Permission } from '@bothy/contracts';
import type { QueryClient } from '@tanstack/vue-query';
import type { Component, Ref } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

/** One entry of the rail. */
export interface NavEntry {
  readonly label: string;
  readonly to: string;
  readonly icon: Component;
  readonly group: 'main' | 'console';
  readonly needs?: Permission;
}

/** What a feature brings to the shell. Features know the shell, never each other. */
export interface Feature {
  readonly routes: readonly RouteRecordRaw[];
  readonly nav: readonly NavEntry[];
  /** Takes part in the tab's one stream of events. */
  readonly onEvent?: (client: QueryClient, name: string, data: unknown) => void;
  /** After a reconnect: whatever was missed must be asked for again. */
  readonly onResume?: (client: QueryClient) => void;
  /** How much of it is going on right now; shown beside `to`, and lights the window of the hut. */
  readonly active?: { readonly to: string; readonly use: () => Ref<number> };
}
