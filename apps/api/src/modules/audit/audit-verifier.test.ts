import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { TestTrail } from '../../testing/test-trail.js';
import { filterColumnsOf } from './domain/audit-filter.js';
import { hashOf, type AuditTarget } from './domain/audit-record.js';

interface Row {
  position: number;
  id: string;
  at: string;
  actor_kind: 'member';
  actor_id: string;
  actor_name: string;
  action: string;
  target: string | null;
  details: string;
  prev_hash: string;
  hash: string;
}

/** For each column a value that someone might put there. */
const edits: Record<string, string> = {
  id: "'018f0000-0000-7000-8000-000000000000'",
  at: "'2020-01-01T00:00:00.000Z'",
  actor_kind: "'system'",
  actor_id: "'someone'",
  actor_name: "'Eve'",
  action: "'thing.undone'",
  target: 'NULL',
  details: '\'{"z":2}\'',
  prev_hash: `'${'a'.repeat(64)}'`,
  hash: `'${'b'.repeat(64)}'`,
  thing: "'other'",
  target_id: "'other'",
  search_text: "'nobody'",
};

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`audit verifier on ${kind.name}`, () => {
    let test: TestTrail;

    beforeEach(async () => {
      test = await TestTrail.open(kind);
      // Two commits, so that what is anchored is the end of the first and of the second.
      await test.append('a', 'b', 'c');
      await test.append('d', 'e', 'f');
    });
    afterEach(() => test.remove());

    const verdict = async () => {
      const { brokenAt, reason } = await test.verifier.verify();
      return { brokenAt, reason };
    };
    const anchored = () => test.anchors.onApplicationShutdown();
    const withoutAnchors = () => rmSync(join(test.folder, 'audit-anchors'), { force: true });
    const fitHead = () =>
      test.tamper(
        'UPDATE audit_head SET position = (SELECT MAX(position) FROM audit_entries), ' +
          'hash = (SELECT hash FROM audit_entries ORDER BY position DESC LIMIT 1)',
      );
    /** Writes the chain anew from `first` on, as one would who knows how it is made: rows, filters and head all fit. */
    const rewriteFrom = async (first: number, change: Partial<Row>) => {
      const rows = await test.rows<Row>(`SELECT * FROM audit_entries WHERE position >= ${first} ORDER BY position`);
      let prevHash = rows[0]?.prev_hash ?? '';
      for (const row of rows) {
        const now = row.position === first ? { ...row, ...change } : row;
        const { id, at, action, details } = now;
        const actor = { kind: now.actor_kind, id: now.actor_id, name: now.actor_name };
        const target = now.target === null ? null : (JSON.parse(now.target) as AuditTarget);
        const hash = hashOf({ id, at, actor, action, target, details: JSON.parse(details) as never, prevHash });
        const { searchText } = filterColumnsOf(actor.name, action, target);
        await test.tamper(
          `UPDATE audit_entries SET actor_name = '${actor.name}', search_text = '${searchText}', ` +
            `prev_hash = '${prevHash}', hash = '${hash}' WHERE position = ${row.position}`,
        );
        prevHash = hash;
      }
      await fitHead();
    };

    it('finds nothing where nothing was done', async () => {
      await anchored();
      expect(await test.verifier.verify()).toMatchObject({ checked: 6, brokenAt: null, reason: null });
      expect((await test.verifier.verify()).anchors.newest?.position).toBe(6);
    });

    it('covers each column there is', async () => {
      const columns = Object.keys((await test.rows('SELECT * FROM audit_entries'))[0] ?? {});
      expect(columns.toSorted()).toEqual([...Object.keys(edits), 'position'].toSorted());
    });

    it.each(Object.entries(edits))('finds an edit of %s', async (column, value) => {
      await test.tamper(`UPDATE audit_entries SET ${column} = ${value} WHERE position = 3`);
      expect((await verdict()).brokenAt).toBe(3);
    });

    it('finds an edit that only another reader of JSON would see', async () => {
      await test.tamper(`UPDATE audit_entries SET details = '{"z":0,' || SUBSTR(details, 2) WHERE position = 2`);
      expect(await verdict()).toMatchObject({ brokenAt: 2, reason: expect.stringContaining('edited') });
      await test.tamper(`UPDATE audit_entries SET details = 'no JSON' WHERE position = 2`);
      expect((await verdict()).brokenAt).toBe(2);
    });

    it('finds an edit of the position', async () => {
      await test.tamper('UPDATE audit_entries SET position = 60 WHERE position = 6');
      expect(await verdict()).toEqual({ brokenAt: 6, reason: 'Entry 6 is missing.' });
    });

    it.each([1, 3, 6])('finds that entry %i was dropped', async (position) => {
      await test.tamper(`DELETE FROM audit_entries WHERE position = ${position}`);
      expect((await verdict()).brokenAt).toBe(position);
    });

    it('finds two entries that changed places', async () => {
      await test.tamper(
        'UPDATE audit_entries SET position = 99 WHERE position = 2',
        'UPDATE audit_entries SET position = 2 WHERE position = 3',
        'UPDATE audit_entries SET position = 3 WHERE position = 99',
      );
      expect((await verdict()).brokenAt).toBe(2);
    });

    it.each([
      [0, 1],
      [-5, 1],
      [7, 7],
    ])('finds an entry put in at %i', async (position, brokenAt) => {
      const [row] = await test.rows(`SELECT * FROM audit_entries WHERE position = 6`);
      const columns = Object.entries({ ...row, position, hash: 'h', prev_hash: 'p' });
      const values = columns.map(([, value]) => (value === null ? 'NULL' : `'${String(value)}'`));
      await test.tamper(`INSERT INTO audit_entries (${columns.map(([name]) => name)}) VALUES (${values})`);
      expect((await verdict()).brokenAt).toBe(brokenAt);
    });

    it('finds an entry that is there twice, where someone took the constraints away', async () => {
      await test.tamper(
        'ALTER TABLE audit_entries RENAME TO entries_before',
        'CREATE TABLE audit_entries AS SELECT * FROM entries_before',
        'INSERT INTO audit_entries SELECT * FROM audit_entries WHERE position = 4',
      );
      expect(await verdict()).toMatchObject({ reason: 'There are 7 entries, but 6 have a place.' });
    });

    it('finds a cut-off end, and with the head fitted to it too', async () => {
      await anchored();
      await test.tamper('DELETE FROM audit_entries WHERE position > 4');
      expect(await verdict()).toMatchObject({ brokenAt: 5, reason: expect.stringContaining('entry 6 was anchored') });
      await fitHead();
      expect(await verdict()).toMatchObject({ brokenAt: 5, reason: expect.stringContaining('entry 6 was anchored') });
      withoutAnchors();
      expect(await verdict()).toEqual({ brokenAt: null, reason: null });
    });

    it('finds that all was deleted', async () => {
      await anchored();
      await test.tamper('DELETE FROM audit_entries', `UPDATE audit_head SET position = 0, hash = '${'0'.repeat(64)}'`);
      expect((await verdict()).brokenAt).toBe(1);
    });

    it('finds a head that was edited or taken away', async () => {
      await test.tamper(`UPDATE audit_head SET hash = '${'c'.repeat(64)}'`);
      expect((await verdict()).brokenAt).toBe(6);
      await test.tamper('UPDATE audit_head SET position = 4');
      expect(await verdict()).toMatchObject({ brokenAt: 5, reason: expect.stringContaining('behind the end') });
      await test.tamper('UPDATE audit_head SET position = 8');
      expect(await verdict()).toMatchObject({ brokenAt: 7, reason: expect.stringContaining('7 to 8 are missing') });
      await test.tamper('DELETE FROM audit_head');
      expect((await verdict()).reason).toContain('audit_head');
    });

    it.each([1, 5, 6])(
      'finds a chain that was written anew from %i on without the key of the anchors',
      async (first) => {
        await anchored();
        await rewriteFrom(first, { actor_name: 'Eve' });
        const found = await verdict();
        expect(found.reason).toContain('written anew');
        expect(found.brokenAt).toBeGreaterThanOrEqual(first);
        withoutAnchors();
        expect(await verdict()).toEqual({ brokenAt: null, reason: null });
      },
    );

    it('does not take an anchor that was made without the key', async () => {
      await anchored();
      appendFileSync(
        join(test.folder, 'audit-anchors'),
        `3 ${'d'.repeat(64)} 2026-01-01T00:00:00.000Z ${'e'.repeat(64)}\n`,
      );
      expect(await verdict()).toMatchObject({ brokenAt: null, reason: expect.stringContaining('1 lines') });
    });

    it('walks over more than one batch', async () => {
      await test.append(...Array.from({ length: 1200 }, (_unused, index) => `n${index}`));
      expect(await verdict()).toEqual({ brokenAt: null, reason: null });
      await test.tamper("UPDATE audit_entries SET actor_name = 'Eve' WHERE position = 1111");
      expect((await verdict()).brokenAt).toBe(1111);
    }, 60_000);
  });
}
