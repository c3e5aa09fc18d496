import type { Bot } from '@bothy/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { api } from '../../../app/api/index.js';
import { useToasts } from '../../../ui/toasts.js';
import { useAct } from '../../../ui/use-act.js';
import { putRun } from '../bot-queries.js';
import { runsByItself } from '../form/param-values.js';

const bots = (n: number) => (n === 1 ? '1 bot' : `${n} bots`);

/** Acts on several bots. What one of them is refused does not keep the others from it; both are told. */
export function useBulkActs() {
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const { busy, act } = useAct();

  /** How many it was done to; the first refusal is shown. */
  async function each(chosen: readonly Bot[], work: (bot: Bot) => Promise<unknown>): Promise<number> {
    let done = 0;
    let refusal: unknown = null;
    for (const bot of chosen) {
      try {
        await work(bot);
        done += 1;
      } catch (error) {
        refusal ??= error;
      }
    }
    if (refusal) fail(refusal);
    for (const key of ['bots', 'bot', 'runs', 'upcoming']) void client.invalidateQueries({ queryKey: [key] });
    return done;
  }

  async function runAll(chosen: readonly Bot[]): Promise<void> {
    const ready = chosen.filter((bot) => bot.enabled && runsByItself(bot.params));
    const asking = chosen.filter((bot) => bot.enabled && !runsByItself(bot.params)).map((bot) => bot.name);
    const done = await each(ready, async (bot) => {
      const params = { slug: bot.slug };
      putRun(client, await api.call('POST /api/bots/:slug/runs', { params, body: {} }));
    });
    const left = asking.length ? `; ${asking.join(', ')} must be asked for parameters` : '';
    say(`${done ? `${bots(done)} started` : 'Nothing started'}${left}`);
  }

  async function switchAll(chosen: readonly Bot[], enabled: boolean): Promise<void> {
    const changed = chosen.filter((bot) => bot.enabled !== enabled);
    const done = await each(changed, (bot) =>
      api.call('PATCH /api/bots/:slug', { params: { slug: bot.slug }, body: { enabled } }),
    );
    say(
      `${bots(done)} switched ${enabled ? 'on' : 'off'}`,
      () =>
        void act(() =>
          switchAll(
            changed.map((bot) => ({ ...bot, enabled })),
            !enabled,
          ),
        ),
    );
  }

  async function removeAll(chosen: readonly Bot[]): Promise<void> {
    const done = await each(chosen, async ({ slug }) => {
      await api.call('DELETE /api/bots/:slug', { params: { slug } });
      client.removeQueries({ queryKey: ['bot', slug] });
    });
    void client.invalidateQueries({ queryKey: ['day'] });
    say(`${bots(done)} deleted`);
  }

  return {
    busy,
    run: (chosen: readonly Bot[]) => act(() => runAll(chosen)),
    switchTo: (chosen: readonly Bot[], enabled: boolean) => act(() => switchAll(chosen, enabled)),
    remove: (chosen: readonly Bot[]) => act(() => removeAll(chosen)),
  };
}
