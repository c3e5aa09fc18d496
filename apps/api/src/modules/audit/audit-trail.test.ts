import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { TestTrail } from '../../testing/test-trail.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`audit trail on ${kind.name}`, () => {
    let test: TestTrail;

    beforeEach(async () => {
      test = await TestTrail.open(kind);
      await test.tamper('CREATE TABLE deeds (name text)');
    });
    afterEach(() => test.remove());

    const deed = (name: string) => test.database.manager.query(`INSERT INTO deeds (name) VALUES ('${name}')`);
    const deeds = async () => (await test.rows<{ name: string }>('SELECT name FROM deeds')).map(({ name }) => name);
    const actions = async () =>
      (await test.rows<{ target: string }>('SELECT target FROM audit_entries ORDER BY position')).map(
        ({ target }) => (JSON.parse(target) as { name: string }).name,
      );

    it('is one chain after 200 changes at once', async () => {
      await Promise.all(Array.from({ length: 200 }, (_unused, index) => test.append(`t${index}`)));
      expect(await test.verifier.verify()).toMatchObject({ checked: 200, brokenAt: null, reason: null });
      expect((await actions()).toSorted()).toEqual(
        Array.from({ length: 200 }, (_unused, index) => `t${index}`).toSorted(),
      );
    }, 120_000);

    it('holds a change and its record together, or neither', async () => {
      await test.unitOfWork.run(async () => {
        await deed('kept');
        await test.trail.append(test.act('kept'));
      });
      const failing = test.unitOfWork.run(async () => {
        await deed('lost');
        await test.trail.append(test.act('lost'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect([await deeds(), await actions()]).toEqual([['kept'], ['kept']]);
      expect(await test.verifier.verify()).toMatchObject({ checked: 1, reason: null });
    });

    it('lets no change through that cannot be written down', async () => {
      await test.append('first');
      // The next append then meets an entry in its place.
      const forged = (await test.rows('SELECT * FROM audit_entries'))[0] ?? {};
      const values = Object.entries({ ...forged, position: 2, hash: 'x', prev_hash: 'y' });
      const literals = values.map(([, value]) => (value === null ? 'NULL' : `'${String(value)}'`));
      await test.tamper(
        `INSERT INTO audit_entries (${values.map(([name]) => name).join()}) VALUES (${literals.join()})`,
      );
      const refused = test.unitOfWork.run(async () => {
        await deed('unseen');
        await test.trail.append(test.act('unseen'));
      });
      await expect(refused).rejects.toThrow();
      expect(await deeds()).toEqual([]);
    });

    it('cannot be written outside a unit of work', async () => {
      await expect(test.trail.append(test.act('outside'))).rejects.toThrow(/outside a unit of work/);
    });

    it('makes the second of two units on connections of their own wait for the first', async () => {
      let goOn = (): void => {};
      const hold = new Promise<void>((resolve) => (goOn = resolve));
      let hasBegun = (): void => {};
      const begun = new Promise<void>((resolve) => (hasBegun = resolve));
      const first = test.unitOfWork.run(async () => {
        await test.trail.append(test.act('first'));
        hasBegun();
        await hold;
      });
      await begun;
      let isSecondDone = false;
      const second = test.append('second').then(() => (isSecondDone = true));
      // A third one would have followed the same entry by now, were it let in.
      await test.rows('SELECT 1');
      expect(isSecondDone).toBe(false);
      goOn();
      await Promise.all([first, second]);
      expect(await actions()).toEqual(['first', 'second']);
      expect(await test.verifier.verify()).toMatchObject({ checked: 2, reason: null });
    });

    it('keeps names that no database takes as they are, and still verifies', async () => {
      const name = 'half \uD83D of a pair';
      await test.unitOfWork.run(() =>
        test.trail.append({
          ...test.act('x'),
          actor: { kind: 'member', id: 'm', name },
          target: { kind: 'thing', id: 'x', name },
          details: { name, at: new Date(0), gone: undefined },
        }),
      );
      expect(await test.verifier.verify()).toMatchObject({ checked: 1, reason: null });
    });
  });
}
