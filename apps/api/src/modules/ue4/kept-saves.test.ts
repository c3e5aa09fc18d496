import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAppOn } from '../../testing/app-on.js';
import { hostOver } from '../../testing/host-rig.js';
import { heroName, palworldSave, SaveRig, smallSave } from '../../testing/save-rig.js';
import type { TestApp } from '../../testing/test-app.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { Connections } from '../../platform/database/connections.js';
import { ObjectStorage } from '../../platform/storage/object-storage.js';
import { KeptSweep } from './application/kept-sweep.js';

const hourMs = 60 * 60 * 1000;
const name = 'My World (1).sav';
const path = `/api/ue4/kept?name=${encodeURIComponent(name)}`;
const keptBytes = 20_000;
const keptVersions = 6;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`kept saves on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let rig: SaveRig;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind, {
        BOTHY_SAVES_VERSIONS: String(keptVersions),
        BOTHY_SAVES_BYTES: String(keptBytes),
        BOTHY_LIMIT_SIGN_IN: '1000',
      }));
      admin = await app.asAdmin();
    });
    beforeEach(async () => {
      rig = new SaveRig(app, await app.asRole('member'));
    });
    afterAll(() => remove());

    const call = (method: string, address: string, of = rig) =>
      app.call(method, address, undefined, { token: of.token });
    const objects = async () => {
      const keys: string[] = [];
      for await (const { key } of app.get(ObjectStorage).list('saves/')) keys.push(key);
      return keys;
    };
    const variables = () => ({ BOTHY_DATA_DIR: app.config.dataDir, DATABASE_URL: app.config.databaseUrl ?? '' });
    const objectOf = (id: string) => join(app.config.dataDir, 'objects', 'saves', id.slice(-2), id);

    it('are listed, the newest first, given back byte for byte, and deleted', async () => {
      const bytes = smallSave();
      const kept = await rig.send(path, bytes);
      expect(kept.status).toBe(201);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(kept.json).toMatchObject({ name, kind: 'gvas', sizeBytes: bytes.length, sha256 });
      const second = await rig.send('/api/ue4/kept?name=two', palworldSave());
      const list = await call('GET', '/api/ue4/kept');
      expect(list.json).toEqual({ items: [second.json, kept.json], nextCursor: null });
      const first = await call('GET', '/api/ue4/kept?limit=1');
      const next = await call('GET', `/api/ue4/kept?limit=1&cursor=${first.json.nextCursor}`);
      expect([first.json.items, next.json]).toEqual([[second.json], { items: [kept.json], nextCursor: null }]);

      const content = await rig.raw('GET', `/api/ue4/kept/${kept.json.id}/content`);
      expect(content.bytes.equals(bytes)).toBe(true);
      expect(content.headers.get('content-disposition')).toContain("UTF-8''My%20World%20%281%29.sav");
      expect(content.headers.get('content-length')).toBe(String(bytes.length));

      expect((await call('DELETE', `/api/ue4/kept/${kept.json.id}`)).status).toBe(204);
      expect((await call('DELETE', `/api/ue4/kept/${kept.json.id}`)).status).toBe(404);
      expect((await call('GET', `/api/ue4/kept/${kept.json.id}/content`)).status).toBe(404);
      expect((await objects()).some((key) => key.endsWith(kept.json.id))).toBe(false);
    });

    it('lie sealed, names too, and whoever changes a byte gets none', async () => {
      const kept = await rig.send(path, smallSave());
      const object = readFileSync(objectOf(kept.json.id));
      expect(object.includes(heroName)).toBe(false);
      const [row] = await app.get(Connections).writer.query(`SELECT * FROM kept_saves WHERE id = '${kept.json.id}'`);
      expect(JSON.stringify(row)).not.toContain('My World');
      object[100] = (object[100] ?? 0) ^ 1;
      writeFileSync(objectOf(kept.json.id), object);
      expect((await rig.raw('GET', `/api/ue4/kept/${kept.json.id}/content`)).status).toBe(500);
    });

    it('are listed without a name where their seal does not open, and can be deleted', async () => {
      const sound = await rig.send(path, smallSave());
      const broken = await rig.send(path, smallSave());
      const { id } = broken.json;
      await app.get(Connections).writer.query(`UPDATE kept_saves SET sealed = 'v1.nothing' WHERE id = '${id}'`);
      const list = await call('GET', '/api/ue4/kept');
      expect(list.json.items).toEqual([{ ...broken.json, name: null }, sound.json]);
      expect((await rig.raw('GET', `/api/ue4/kept/${id}/content`)).status).toBe(500);
      expect((await call('DELETE', `/api/ue4/kept/${id}`)).status).toBe(204);
    });

    it('are seen by their member alone, and by no token', async () => {
      const kept = await rig.send(path, smallSave());
      const other = new SaveRig(app, admin);
      expect((await call('GET', '/api/ue4/kept', other)).json.items).toEqual([]);
      expect((await other.raw('GET', `/api/ue4/kept/${kept.json.id}/content`)).status).toBe(404);
      expect((await call('DELETE', `/api/ue4/kept/${kept.json.id}`, other)).status).toBe(404);
      const made = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
      const minted = await app.call('POST', '/api/tokens', made, { token: admin });
      const token = new SaveRig(app, minted.json.token);
      expect((await call('GET', '/api/ue4/kept', token)).status).toBe(403);
      expect((await token.send(path, smallSave())).status).toBe(403);
    });

    it('are saves, with names, and no more than a member may have', async () => {
      expect((await rig.send(path, Buffer.from('my diary'))).json).toMatchObject({ code: 'save_refused' });
      for (const bad of ['', '?name=', '?name=a%2Fb', '?name=a%0Ab', `?name=${'a'.repeat(256)}`]) {
        expect((await rig.send(`/api/ue4/kept${bad}`, smallSave())).status).toBe(400);
      }
      const before = await objects();
      const answers = await Promise.all(Array.from({ length: keptVersions + 2 }, () => rig.send(path, smallSave())));
      const codes = answers.map(({ status, json }) => (status === 201 ? 'kept' : json.code));
      expect(codes.filter((code) => code === 'kept')).toHaveLength(keptVersions);
      expect(codes.filter((code) => code === 'too_many_kept')).toHaveLength(2);
      expect((await objects()).length - before.length).toBe(keptVersions);
      const large = Buffer.concat([smallSave(), Buffer.alloc(keptBytes)]);
      const another = new SaveRig(app, await app.asRole('member'));
      expect((await another.send(path, large)).json).toMatchObject({ status: 409, code: 'too_much_kept' });
    });

    it('are written down in the audit, without their names', async () => {
      const kept = await rig.send(path, smallSave());
      await call('DELETE', `/api/ue4/kept/${kept.json.id}`);
      const trail = await app.call('GET', `/api/audit?target=${kept.json.id}`, undefined, { token: admin });
      const acts = trail.json.items.map(({ action }: { action: string }) => action);
      expect(acts.toSorted()).toEqual(['save.deleted', 'save.kept']);
      expect(trail.text).not.toContain('My World');
    });

    it('open after the keys were turned, and are sealed by the new one', async () => {
      const email = await app.addMember('member');
      const signedIn = async () => new SaveRig(app, (await app.signIn(email)).json.accessToken);
      const bytes = smallSave();
      const kept = await (await signedIn()).send(path, bytes);
      const sealed = async () => {
        const sql = `SELECT sealed FROM kept_saves WHERE id = '${kept.json.id}'`;
        return (await app.get(Connections).writer.query(sql))[0].sealed as string;
      };
      const before = await sealed();
      expect((await hostOver(variables())('keys', 'rotate')).code).toBe(0);
      expect((await sealed()).split('.')[1]).not.toBe(before.split('.')[1]);
      const content = await (await signedIn()).raw('GET', `/api/ue4/kept/${kept.json.id}/content`);
      expect(content.bytes.equals(bytes)).toBe(true);
      admin = (await app.signIn('ada@example.test')).json.accessToken;
    });

    it('go with their member, and what belongs to nobody is swept', async () => {
      const email = await app.addMember('member');
      const one = new SaveRig(app, (await app.signIn(email)).json.accessToken);
      const gone = await one.send(path, smallSave());
      const stays = await rig.send(path, smallSave());
      const isThere = async (id: string) => (await objects()).some((key) => key.endsWith(id));
      expect((await hostOver(variables())('member', 'remove', email)).code).toBe(0);
      app.clock.advance(2 * hourMs);
      await app.get(KeptSweep).run();
      expect([await isThere(gone.json.id), await isThere(stays.json.id)]).toEqual([false, true]);
    });
  });
}
