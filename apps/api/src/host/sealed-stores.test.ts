import { afterAll, beforeAll, expect, it } from 'vitest';
import { SealedStores } from '../platform/crypto/sealed-stores.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { House } from './house.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.remove());

it('a command on the host knows all sealed texts that the server has, for it forgets the keys they were sealed by', async () => {
  const quiet = () => Promise.resolve();
  const house = await House.open(app.config, { env: {}, folder: '/nowhere', out: quiet, err: quiet });
  const namesIn = (stores: SealedStores) =>
    stores
      .all()
      .map(({ name }) => name)
      .toSorted();
  const known = namesIn(house.get(SealedStores));
  await house.close();
  expect(known).toEqual(namesIn(app.get(SealedStores)));
  expect(known).toEqual(
    expect.arrayContaining([
      'bot_seals',
      'mails',
      'kept_saves',
      'metric_salts',
      'run_artifacts',
      'run_params',
      'secrets',
    ]),
  );
});
