import { readFile } from 'node:fs/promises';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  find,
  Mounts,
  Prospect,
  prospectHash,
  readSave,
  type ProspectSave,
  type Save,
} from '../../packages/ue4-codec/src/index.js';
import { corpusPresent, readCorpus } from '../../packages/ue4-codec/src/testing/corpus.js';
import { launchChromium } from './chromium.js';
import { choose, goTo, said } from './identity-steps.js';
import { Instance } from './instance.js';
import { setUp } from './steps.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];

const profile =
  '{\r\n\t"UserID": "1",\r\n\t"MetaResources": [\r\n\t\t{\r\n\t\t\t"MetaRow": "Credits",\r\n\t\t\t"Count": 5840\r\n\t\t}\r\n\t],\r\n\t"UnlockedFlags": [ 5 ],\r\n\t"Talents": [\r\n\t\t{\r\n\t\t\t"RowName": "Prospect_OLY_Forest_Recon",\r\n\t\t\t"Rank": 1\r\n\t\t},\r\n\t\t{\r\n\t\t\t"RowName": "Prospect_OLY_Forest_Exploration",\r\n\t\t\t"Rank": 1\r\n\t\t},\r\n\t\t{\r\n\t\t\t"RowName": "Workshop_Future_Widget",\r\n\t\t\t"Rank": 1\r\n\t\t}\r\n\t],\r\n\t"FutureField": { "New": [ 1, 2 ] }\r\n}';
const characters = `{"Characters.json":["{\\"CharacterName\\":\\"Mairi\\",\\"XP\\":65491,\\"XP_Debt\\":120,\\"IsDead\\":true,\\"IsAbandoned\\":false,\\"UnlockedFlags\\":[1],\\"Talents\\":[{\\"Rank\\":1,\\"RowName\\":\\"Combat_Tier1\\"}],\\"Other\\":{\\"note\\":1}}","{\\"CharacterName\\":\\"Tomasz\\",\\"XP\\":1,\\"IsDead\\":false}"]}`;
const inventory =
  '{"InventoryID":"MetaInventoryID_Main","Items":[{"ItemStaticData":{"RowName":"Meta_Axe","DataTableName":"D_ItemsStatic"},"ItemDynamicData":[{"PropertyType":"ItemableStack","Value":1},{"PropertyType":"Durability","Value":5500}],"DatabaseGUID":"A"}]}';

/** Opens a file as a person does who chooses it. */
async function open(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Lets go of what is open, changes and all. */
async function close(page: Page): Promise<void> {
  await choose(page, 'this save', 'Close');
  const ask = page.getByRole('dialog');
  const empty = page.getByText('Drop a save here');
  await ask.or(empty).first().waitFor();
  if (await ask.isVisible()) await ask.getByRole('button').last().click();
  await empty.waitFor();
}

/** The edited file, read in Node; the backup beside it is the original. */
async function download(page: Page, original: Uint8Array | string): Promise<Save> {
  const got: Download[] = [];
  const take = (one: Download) => got.push(one);
  page.on('download', take);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect.poll(() => got.length, { timeout: 20_000 }).toBe(2);
  page.off('download', take);
  const [backup, edited] = await Promise.all(got.map(async (one) => new Uint8Array(await readFile(await one.path()))));
  expect(got[0]?.suggestedFilename()).toContain('.bak-');
  expect(Buffer.from(original).equals(backup as Uint8Array)).toBe(true);
  return readSave(edited as Uint8Array);
}

const overview = (page: Page) => page.getByRole('region', { name: 'Overview' });
const changes = (page: Page) => page.getByRole('region', { name: 'Changes' });
const dialog = (page: Page) => page.getByRole('dialog');
const preview = (page: Page): Locator => dialog(page).getByRole('region', { name: 'What will change' });

/** Does what the dialog is about, once it has told what that changes. */
async function apply(page: Page, button: string): Promise<void> {
  await preview(page).waitFor();
  await dialog(page).getByRole('button', { name: button }).click();
  await dialog(page).waitFor({ state: 'detached' });
}

describe.skipIf(!chromiumPath)('the editors of Icarus', () => {
  let browser: Browser;
  let instance: Instance;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '');
    instance = await Instance.start();
    watched = await WatchedPage.open(browser, 1440, 900);
    const { page } = watched;
    await page.goto(await instance.setupLink());
    await setUp(page);
    await goTo(page, 'Saves');
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it.runIf(corpusPresent)(
    'shows a prospect, changes it in both copies, and tells first what an act changes',
    async () => {
      const { page } = watched;
      const original = readCorpus('icarus/prospect.json');
      await open(page, 'Sp10.json', original);
      const panel = overview(page);
      await panel.getByText('Olympus - Open World').waitFor();
      await panel.getByText('66 h 04 m').waitFor();
      await panel.getByLabel('Difficulty').selectOption('Hard');
      await changes(page).getByText('info.Difficulty', { exact: true }).waitFor();
      await panel.getByRole('switch', { name: 'Hardcore' }).click();
      await watched.look('saves-prospect');

      await panel.getByRole('button', { name: /rename/ }).click();
      await dialog(page).getByLabel('Name').fill('Croft');
      await dialog(page)
        .getByText(/Loadouts that are out on it/)
        .waitFor();
      await watched.look('saves-prospect-rename');
      await apply(page, 'Rename');

      const [leaver] = Prospect.from(readSave(original) as ProspectSave).members;
      await choose(page, leaver?.characterName ?? '', 'Remove');
      await apply(page, 'Remove');
      await said(page, `${leaver?.characterName} is removed`).waitFor();

      await panel.getByRole('button', { name: 'Reset missions' }).click();
      await dialog(page).getByLabel('OLY_Forest_Scan').check();
      // What needs a mission falls with it, and cannot be kept.
      expect(await dialog(page).getByLabel('OLY_Forest_Extermination').isDisabled()).toBe(true);
      await preview(page).getByText('2 are removed').waitFor();
      await watched.look('saves-prospect-missions');
      await apply(page, 'Reset');

      await panel.getByRole('button', { name: 'Clear by class' }).click();
      await dialog(page).getByRole('searchbox').fill('campfire');
      await dialog(page).getByLabel('Campfire').check();
      await preview(page).getByText('6 are removed').waitFor();
      await watched.look('saves-prospect-structures');
      await apply(page, 'Remove 6');

      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByRole('button', { name: 'Redo', exact: true }).click();
      const edited = await download(page, original);
      if (edited.kind !== 'icarus-prospect') throw new Error(`a prospect became ${edited.kind}`);
      const prospect = Prospect.from(edited);
      expect(prospect.info).toMatchObject({ id: 'Croft', difficulty: 'Hard', hardcore: true });
      expect(find(edited, 'ProspectInfo.Difficulty')?.value).toBe('EMissionDifficulty::Hard');
      expect(prospect.members.map(({ userId }) => userId)).not.toContain(leaver?.userId);
      const missions = prospect.missions.map(({ mission }) => mission);
      expect(missions).not.toContain('OLY_Forest_Extermination');
      expect(missions).toContain('OLY_Forest_Survey');
      expect(prospect.structures.map(({ actorClass }) => actorClass)).not.toContain('BP_Campfire_C');
      expect(prospectHash(edited)).toMatchObject({ matches: true, actual: expect.stringMatching(/^[0-9a-f]{40}$/) });
      await close(page);
      expect(watched.troubles).toEqual([]);
    },
    240_000,
  );

  it.runIf(corpusPresent)(
    'shows pets as cards, and does with them what they are for',
    async () => {
      const { page } = watched;
      const original = readCorpus('icarus/Mounts.json');
      await open(page, 'Mounts.json', original);
      const cards = overview(page).getByRole('article');
      await expect.poll(() => cards.count()).toBe(10);
      await watched.look('saves-pets');

      await choose(page, 'P05xxx', 'Rename');
      await dialog(page).getByLabel('Name').fill('Bracken');
      await apply(page, 'Rename');
      await choose(page, 'Bracken', 'Level');
      await dialog(page).getByLabel('Level').fill('12');
      await dialog(page).getByLabel('Experience').fill('20000');
      await watched.look('saves-pet-level');
      await apply(page, 'Set level');
      await choose(page, 'Bracken', 'Talents');
      await dialog(page).getByLabel('A talent to add').fill('Creature_Base_Stamina_Horse');
      await dialog(page).getByRole('button', { name: 'Add' }).click();
      await watched.look('saves-pet-talents');
      await apply(page, 'Set talents');
      await choose(page, 'P14xxx', 'Species');
      await dialog(page).getByLabel('Species').selectOption('Moa');
      await dialog(page)
        .getByText(/Talents belong to a species/)
        .waitFor();
      await watched.look('saves-pet-species');
      await apply(page, 'Change species');
      await choose(page, 'P12xxxxx', 'Clone');
      await dialog(page).getByLabel('Name of the copy').fill('Twin');
      await apply(page, 'Clone');
      await choose(page, 'P17xxx', 'Revive');
      await dialog(page).getByLabel('Health').fill('900');
      await apply(page, 'Set');
      await choose(page, 'P22xxxxxxxx', 'Delete');
      await apply(page, 'Delete');
      await overview(page).getByRole('button', { name: 'New pet' }).click();
      await dialog(page).getByLabel('Name').fill('Fern');
      await dialog(page).getByLabel('Species').selectOption('Buffalo');
      await apply(page, 'Create');
      await expect.poll(() => cards.count()).toBe(11);

      const edited = await download(page, original);
      if (edited.kind !== 'icarus-mounts') throw new Error(`pets became ${edited.kind}`);
      const pets = Mounts.from(edited).list;
      expect(pets[0]).toMatchObject({ name: 'Bracken', level: 12, experience: 20_000 });
      expect(pets[0]?.talents).toEqual([{ rowName: 'Creature_Base_Stamina_Horse', rank: 1 }]);
      expect(pets[1]).toMatchObject({ type: 'Moa', aiSetup: 'Mount_Moa', actorClass: 'BP_Mount_Moa_C', talents: [] });
      expect(pets.find(({ name }) => name === 'P17xxx')?.health).toBe(900);
      expect(pets.map(({ name }) => name).slice(-2)).toEqual(['Twin', 'Fern']);
      expect(pets.map(({ name }) => name)).not.toContain('P22xxxxxxxx');
      expect(new Set(pets.map(({ id }) => id)).size).toBe(pets.length);
      await close(page);
      expect(watched.troubles).toEqual([]);
    },
    240_000,
  );

  it('edits a profile, and leaves what it does not know', async () => {
    const { page } = watched;
    await open(page, 'Profile.json', profile);
    const panel = overview(page);
    await panel.getByLabel('Count of Ren Credits').fill('7');
    await panel.getByLabel('Count of Ren Credits').press('Enter');
    await changes(page).getByText('MetaResources[0].Count', { exact: true }).waitFor();
    await panel.getByLabel('A currency to add').fill('Biomass');
    await panel.getByRole('region', { name: 'Currencies' }).getByRole('button', { name: 'Add' }).click();
    await panel.getByLabel('Count of Biomass').waitFor();
    await panel.getByLabel('Mission_Communicator_T2_Upgrade').check();
    await panel.getByText('Workshop_Future_Widget').waitFor();
    await watched.look('saves-profile');
    await panel.getByRole('button', { name: 'Reset missions' }).click();
    await dialog(page).getByLabel('Prospect_OLY_Forest_Recon').check();
    await preview(page).getByText('2 are removed').waitFor();
    await apply(page, 'Reset');
    const edited = await download(page, profile);
    if (edited.kind !== 'icarus-profile') throw new Error(`a profile became ${edited.kind}`);
    expect(edited.document.value()).toEqual({
      UserID: '1',
      MetaResources: [
        { MetaRow: 'Credits', Count: 7 },
        { MetaRow: 'Biomass', Count: 0 },
      ],
      UnlockedFlags: [5, 0],
      Talents: [{ RowName: 'Workshop_Future_Widget', Rank: 1 }],
      FutureField: { New: [1, 2] },
    });
    await close(page);
    expect(watched.troubles).toEqual([]);
  }, 120_000);

  it('revives a character inside its text, and counts items', async () => {
    const { page } = watched;
    await open(page, 'Characters.json', characters);
    const panel = overview(page);
    await panel.getByRole('button', { name: 'Revive' }).click();
    await panel.getByRole('button', { name: 'Revive' }).waitFor({ state: 'detached' });
    await panel.getByLabel('Debt').fill('0');
    await panel.getByLabel('Debt').press('Enter');
    await watched.look('saves-characters');
    const edited = await download(page, characters);
    if (edited.kind !== 'icarus-characters') throw new Error(`characters became ${edited.kind}`);
    const wanted = characters
      .replace('\\"IsDead\\":true', '\\"IsDead\\":false')
      .replace('\\"XP_Debt\\":120', '\\"XP_Debt\\":0');
    expect(edited.document.text).toBe(wanted);
    await close(page);

    await open(page, 'MetaInventory.json', inventory);
    await panel.getByLabel('Count of Meta_Axe').fill('3');
    await panel.getByLabel('Count of Meta_Axe').press('Enter');
    await changes(page).getByText('Items[0].ItemDynamicData[0].Value', { exact: true }).waitFor();
    await watched.look('saves-inventory');
    await close(page);
    expect(watched.troubles).toEqual([]);
  }, 120_000);
});
