import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitlabEnvironment, GitlabRig } from '../../testing/gitlab-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { GitlabSource } from './sources/gitlab/gitlab-source.js';

const never = new AbortController().signal;

describe('a GitLab that does not show all, or shows it in another way', () => {
  let app: TestApp;
  let admin: string;
  let rig: GitlabRig;
  beforeAll(async () => {
    app = await startTestApp(gitlabEnvironment);
    admin = await app.asAdmin();
  });
  afterAll(() => app.remove());
  beforeEach(async () => {
    rig = await GitlabRig.of(app, admin);
    return () => rig.stop();
  });

  const list = (validator: string | null = null) => app.get(GitlabSource).list(rig.source, validator, never);
  const namesIn = ({ releases }: Awaited<ReturnType<typeof list>>) =>
    releases?.map(({ version, files }) => [version, ...files.map(({ name }) => name)]) ?? null;

  it('is listed where the project itself is not to be seen', async () => {
    rig.release('v1.0.0', { 'tool.zip': 'it' });
    rig.gitlab.hasProject = false;
    const found = await list();
    expect(namesIn(found)).toEqual([['v1.0.0', 'tool.zip']]);
    expect(await list(found.validator)).toMatchObject({ releases: null });
  });

  it('is read to its end where links alone tell the next page', async () => {
    const { gitlab } = rig;
    Object.assign(gitlab, { pagesByKeys: true, mostPerPage: 2 });
    for (const number of [1, 2, 3, 4, 5]) rig.release(`v${number}.0.0`, { 'tool.zip': String(number) });
    const found = await list();
    expect(namesIn(found)?.map(([version]) => version)).toEqual(['v5.0.0', 'v4.0.0', 'v3.0.0', 'v2.0.0', 'v1.0.0']);
    expect(await list(found.validator)).toMatchObject({ releases: null });
    rig.release('v6.0.0', { 'tool.zip': '6' });
    expect((await list(found.validator)).releases).toHaveLength(6);
  });

  it.each([403, 404] as const)('is noticed to have packages since it said %i to them', async (refusal) => {
    const { gitlab } = rig;
    gitlab.release({ tag_name: 'v1.0.0', released_at: rig.nextDay() });
    rig.publish('1.0.0', 'tool.zip', 'it');
    Object.assign(gitlab, { hasPackages: false, packagesRefusal: refusal });
    const without = await list();
    expect(namesIn(without)).toEqual([['v1.0.0']]);
    const before = gitlab.requests.length;
    expect(await list(without.validator)).toMatchObject({ releases: null });
    // A mark of our own is none of GitLab's.
    const marks = gitlab.requests.slice(before).map(({ headers }) => headers['if-none-match']);
    expect(marks.filter((mark) => mark !== undefined)).toEqual([expect.stringMatching(/^W\/"/)]);
    gitlab.hasPackages = true;
    const seen = await list(without.validator);
    expect(namesIn(seen)).toEqual([['v1.0.0', 'tool.zip']]);
    gitlab.hasPackages = false;
    expect(namesIn(await list(seen.validator))).toEqual([['v1.0.0']]);
  });

  it.each([
    ['ETags', '', true],
    ['no ETags', null, false],
  ])('with %s is told from what it was', async (_kind, salt, isMarked) => {
    const { gitlab } = rig;
    gitlab.etagSalt = salt;
    rig.release('v1.0.0', { 'tool.zip': 'it' });
    const { validator } = await list();
    const before = gitlab.requests.length;
    expect(await list(validator)).toMatchObject({ releases: null, validator });
    const asked = gitlab.requests.slice(before);
    expect(asked).toHaveLength(3);
    expect(asked.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual(asked.map(() => isMarked));
    gitlab.editRelease('v1.0.0', { description: 'changed' });
    expect((await list(validator)).releases).toMatchObject([{ notes: 'changed' }]);
  });

  it('is not taken to have less where a page is missing', async () => {
    rig.gitlab.mostPerPage = 2;
    for (const tag of ['v1', 'v2', 'v3']) rig.release(tag);
    rig.gitlab.lostPage = 2;
    await expect(list()).rejects.toMatchObject({ code: 'source_unavailable' });
    rig.gitlab.lostPage = null;
    expect((await list()).releases).toHaveLength(3);
  });
});
