import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { JobRunner } from '../../../../platform/jobs/job-runner.js';
import { createPostgres, databaseKinds } from '../../../../testing/test-databases.js';
import { startTestApp, type TestApp } from '../../../../testing/test-app.js';
import { OldDeliveriesJob } from '../../jobs/old-deliveries.job.js';
import { BotEntity } from '../../persistence/bot.entity.js';
import { type NewDeliveryRow, WebhookDeliveries } from '../../persistence/triggers/webhook-deliveries.js';
import { WebhookDeliveryEntity } from '../../persistence/triggers/webhook-delivery.entity.js';
import { DeliveryIntake } from './delivery-intake.js';

const dayMs = 24 * 60 * 60 * 1000;

describe.each(databaseKinds.filter(({ isThere }) => isThere))('rows of deliveries on $name', (kind) => {
  let database: { url: string; remove: () => Promise<void> } | null = null;
  let app: TestApp;
  beforeAll(async () => {
    if (kind.name !== 'SQLite') database = await createPostgres();
    app = await startTestApp(database ? { DATABASE_URL: database.url } : {});
  });
  afterAll(async () => {
    await app.remove();
    await database?.remove();
  });

  const write = <T>(work: () => Promise<T>) => app.get(UnitOfWork).run(work);
  const botOf = async (slug: string) => {
    const now = app.clock.now().toISOString();
    const columns = { name: slug, definition: '{}', searchText: '', tags: '', version: 1, nextRunNumber: 1 };
    const bot = { id: uuidv7(), slug, enabled: true, createdAt: now, updatedAt: now, ...columns };
    await write(() => app.get(Database).manager.insert(BotEntity, bot));
    return bot;
  };
  const rowOf = (bot: { id: string; slug: string }, extra: Partial<NewDeliveryRow> = {}): NewDeliveryRow => ({
    ...{ id: uuidv7(), botId: bot.id, botSlug: bot.slug, deliveryId: null, uniqueId: null, event: null, reason: null },
    ...{ receivedAt: app.clock.now().toISOString(), status: 'accepted', runId: null, waiting: false },
    ...{ payloadBytes: 2, payload: 'sealed', replayOf: null, ...extra },
  });
  const rowsOf = (bot: { id: string }) =>
    app.get(Database).manager.find(WebhookDeliveryEntity, { where: { botId: bot.id }, order: { id: 'ASC' } });

  it('bear an id once, whoever takes it at the same moment', async () => {
    const bot = await botOf('racing');
    const takes = Array.from({ length: 12 }, () => rowOf(bot, { uniqueId: 'same' }));
    const found = await Promise.all(
      takes.map((row) => write(() => app.get(WebhookDeliveries).insert([row, rowOf(bot)]))),
    );
    expect(found.filter((duplicates) => duplicates.size === 0)).toHaveLength(1);
    const rows = await rowsOf(bot);
    expect(rows).toHaveLength(24);
    expect(rows.filter(({ status }) => status === 'duplicate')).toHaveLength(11);
  });

  it('are kept in bounds: payloads of the newest thousand, and ids for three days', async () => {
    const [bot, other] = [await botOf('crowded'), await botOf('quiet')];
    const rows = Array.from({ length: 1005 }, (_, index) => rowOf(bot, { waiting: index === 0 }));
    for (let at = 0; at < rows.length; at += 100) {
      await write(() => app.get(WebhookDeliveries).insert(rows.slice(at, at + 100)));
    }
    await write(() => app.get(WebhookDeliveries).insert([rowOf(other)]));
    const sweep = () => app.get(JobRunner).runNow(app.get(OldDeliveriesJob).job);
    await sweep();
    const withPayload = (await rowsOf(bot)).map(({ payload }) => payload !== null);
    expect(withPayload).toEqual(Array.from({ length: 1005 }, (_, index) => index === 0 || index > 4));
    app.clock.advance(3 * dayMs + 1000);
    await sweep();
    const left = await rowsOf(bot);
    expect([left.length, left[0]?.id, left[1]?.id]).toEqual([1001, rows[0]!.id, rows[5]!.id]);
    expect(await rowsOf(other)).toHaveLength(1);
  });

  it('of what was refused are the newest hundred', async () => {
    const bot = await botOf('attacked');
    const rows = Array.from({ length: 130 }, () => rowOf(bot, { status: 'refused', payload: null }));
    const intake = app.get(DeliveryIntake);
    await Promise.all(rows.map((row) => intake.take(row)));
    expect((await rowsOf(bot)).map(({ id }) => id)).toEqual(rows.slice(30).map(({ id }) => id));
  });

  it('of a bot that is deleted meanwhile fail alone', async () => {
    const bot = await botOf('staying');
    const intake = app.get(DeliveryIntake);
    const gone = rowOf({ id: uuidv7(), slug: 'gone' });
    const settled = await Promise.allSettled([rowOf(bot), gone, rowOf(bot)].map((row) => intake.take(row)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await rowsOf(bot)).toHaveLength(2);
  });

  it('are refused while large ones wait', async () => {
    const bot = await botOf('large');
    const intake = app.get(DeliveryIntake);
    const payload = 'x'.repeat(20 * 1024 * 1024);
    const large = () => intake.take(rowOf(bot, { payload }));
    const taken = [large(), large(), large()];
    expect(large).toThrow(expect.objectContaining({ code: 'too_many_deliveries' }));
    await Promise.all([...taken, intake.take(rowOf(bot))]);
    await expect.poll(() => large().then(() => true)).toBe(true);
    expect(await rowsOf(bot)).toHaveLength(5);
  });
});
