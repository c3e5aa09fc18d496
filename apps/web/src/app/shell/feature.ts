import type { Permission } from '@bothy/contracts';
import type { QueryClient } from '@tanstack/vue-query';
import type { Component, InjectionKey, Ref } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

/** One entry of the rail. */
export interface NavEntry {
  readonly label: string;
  readonly to: string;
  readonly icon: Component;
  readonly group: 'main' | 'console';
  readonly needs?: Permission;
}

/** A card on the home page, for those who may see what it shows. */
export interface HomeCard {
  readonly needs: Permission;
  readonly card: Component;
}

/** The cards that the features bring to the home page; the shell provides them. */
export const homeCards: InjectionKey<readonly HomeCard[]> = Symbol('home cards');

/** What a feature brings to the shell. Features know the shell, never each other. */
export interface Feature {
  readonly routes: readonly RouteRecordRaw[];
  readonly nav: readonly NavEntry[];
  readonly home?: HomeCard;
  /** Takes part in the tab's one stream of events. */
  readonly onEvent?: (client: QueryClient, name: string, data: unknown) => void;
  /** After a reconnect: whatever was missed must be asked for again. */
  readonly onResume?: (client: QueryClient) => void;
  /** How much of it is going on right now; shown beside `to`, and lights the window of the hut. */
  readonly active?: { readonly to: string; readonly use: () => Ref<number> };
}
