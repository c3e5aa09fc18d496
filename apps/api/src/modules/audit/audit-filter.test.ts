import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { TestTrail } from '../../testing/test-trail.js';
import type { AuditFilter } from './domain/audit-filter.js';
import { hashOf } from './domain/audit-record.js';

const any: AuditFilter = { actorId: null, action: null, targetId: null, from: null, to: null, text: null };
const hourMs = 3_600_000;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`filters of the trail on ${kind.name}`, () => {
    let test: TestTrail;
    beforeEach(async () => {
      test = await TestTrail.open(kind);
    });
    afterEach(() => test.remove());

    const add = (actor: string, action: string, target: string | null) =>
      test.unitOfWork.run(() =>
        test.trail.append({
          actor: { kind: 'member', id: `id of ${actor}`, name: actor },
          action,
          target: target === null ? null : { kind: 'thing', id: `id of ${target}`, name: target },
          details: {},
        }),
      );
    const found = async (filter: Partial<AuditFilter>) =>
      (await test.entries.findBefore(null, 50, { ...any, ...filter })).map(({ position }) => position);

    it('find by actor, action, thing, target and names', async () => {
      await add('Ada', 'bot.created', 'Nightly 50%');
      await add('Åsa Öberg', 'bot.changed', 'nightly_build');
      await add('Åsa Öberg', 'bottle.opened', 'ŒUVRE');
      await add('Ada', 'session.opened', null);
      expect(await found({})).toEqual([4, 3, 2, 1]);
      expect(await found({ actorId: 'id of Ada' })).toEqual([4, 1]);
      expect(await found({ action: 'bot.created' })).toEqual([1]);
      expect(await found({ action: 'bot.' })).toEqual([2, 1]);
      expect(await found({ action: 'bot.c' })).toEqual([]);
      expect(await found({ targetId: 'id of ŒUVRE' })).toEqual([3]);
      expect(await found({ text: 'NIGHTLY' })).toEqual([2, 1]);
      expect(await found({ text: 'åSA ö' })).toEqual([3, 2]);
      expect(await found({ text: 'œuvre' })).toEqual([3]);
      expect(await found({ text: '50%' })).toEqual([1]);
      expect(await found({ text: 'y_b' })).toEqual([2]);
      expect(await found({ text: '\\' })).toEqual([]);
      expect(await found({ text: 'ada', action: 'session.' })).toEqual([4]);
    });

    it('find by time: from is in, to is out', async () => {
      const instants: string[] = [];
      for (const name of ['a', 'b', 'c']) {
        await test.append(name);
        instants.push(
          (await test.rows<{ at: string }>('SELECT at FROM audit_entries ORDER BY position')).at(-1)?.at ?? '',
        );
        test.clock.advance(hourMs);
      }
      const [, second = '', third = ''] = instants;
      expect(await found({ from: second })).toEqual([3, 2]);
      expect(await found({ to: third })).toEqual([2, 1]);
      expect(await found({ from: second, to: third })).toEqual([2]);
    });

    it('are filled in for what was written before there were any', async () => {
      const { writer } = test.connections;
      await writer.undoLastMigration();
      const body = {
        id: '018f0000-0000-7000-8000-000000000000',
        at: '2026-01-02T03:04:05.678Z',
        actor: { kind: 'member' as const, id: 'm', name: 'Åsa' },
        action: 'bot.created',
        target: { kind: 'bot', id: 'b', name: 'Nightly' },
        details: {},
        prevHash: '0'.repeat(64),
      };
      const hash = hashOf(body);
      await test.tamper(
        'INSERT INTO audit_entries (position, id, at, actor_kind, actor_id, actor_name, action, target, details, prev_hash, hash) VALUES ' +
          `(1, '${body.id}', '${body.at}', 'member', 'm', 'Åsa', 'bot.created', '${JSON.stringify(body.target)}', '{}', '${body.prevHash}', '${hash}')`,
        `UPDATE audit_head SET position = 1, hash = '${hash}'`,
      );
      await writer.runMigrations({ transaction: 'each' });
      expect(await found({ text: 'åsa', action: 'bot.', targetId: 'b' })).toEqual([1]);
      await test.append('next');
      expect(await test.verifier.verify()).toMatchObject({ checked: 2, reason: null });
    });
  });
}
