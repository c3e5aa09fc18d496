import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseHookJson } from '../../../../../ops/testing/gitlab/gitlab-shapes.mjs';
import { gitlabEnvironment, GitlabRig } from '../../testing/gitlab-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { BackgroundSync } from './application/sources/background-sync.js';

describe('what GitLab tells of releases', () => {
  let app: TestApp;
  let rig: GitlabRig;
  let token: string;

  beforeAll(async () => {
    app = await startTestApp({ ...gitlabEnvironment, BOTHY_LIMIT_ANONYMOUS: '20' });
    rig = await GitlabRig.of(app, await app.asAdmin());
    rig.release('v1.0.0');
    await rig.call('POST', '/api/catalog/tools', { slug: 'tool', name: 'T', summary: 'A tool.', source: rig.source });
    await rig.call('POST', '/api/catalog/tools', { slug: 'quiet', name: 'Q', summary: 'No webhook.' });
    token = (await rig.call('POST', '/api/catalog/tools/tool/webhook-token')).json.token;
  });
  afterAll(async () => {
    await app.remove();
    await rig.stop();
  });

  const tell = (
    slug: string,
    headers: Record<string, string>,
    body: unknown = releaseHookJson(rig.gitlab, 'v1', 'create'),
  ) =>
    app.call('POST', `/api/catalog/hooks/${slug}`, body, { headers: { 'x-gitlab-event': 'Release Hook', ...headers } });
  const settled = () => app.get(BackgroundSync).settled();
  const versions = async () =>
    (await rig.call('GET', '/api/catalog/tools/tool')).json.versions.map(({ version }: { version: string }) => version);
  const lists = () => rig.gitlab.requests.filter(({ path }) => path.includes('/releases')).length;

  it('has the source asked, whatever the delivery says', async () => {
    rig.release('v2.0.0');
    const answer = await tell('tool', { 'x-gitlab-token': token });
    expect([answer.status, answer.text]).toEqual([202, '']);
    await settled();
    expect(await versions()).toEqual(['v2.0.0', 'v1.0.0']);
    rig.gitlab.withdraw('v2.0.0');
    await tell('tool', { 'x-gitlab-token': token }, 'no json at all');
    await settled();
    expect(await versions()).toEqual(['v1.0.0']);
  });

  it('is taken and let be where it is of something else', async () => {
    const before = lists();
    expect((await tell('tool', { 'x-gitlab-token': token, 'x-gitlab-event': 'Push Hook' })).status).toBe(202);
    await settled();
    expect(lists()).toBe(before);
  });

  it('leaves a GitLab alone that said when it wants to be asked again', async () => {
    rig.gitlab.limit(1, 60);
    expect((await rig.call('POST', '/api/catalog/tools/tool/sync')).status).toBe(503);
    const before = rig.gitlab.requests.length;
    expect((await tell('tool', { 'x-gitlab-token': token })).status).toBe(202);
    await settled();
    expect(rig.gitlab.requests).toHaveLength(before);
    // One that only failed is asked: whoever tells of releases is there again.
    rig.gitlab.state = 'failing';
    await rig.call('POST', '/api/catalog/tools/tool/sync');
    rig.gitlab.state = 'up';
    const failed = rig.gitlab.requests.length;
    await tell('tool', { 'x-gitlab-token': token });
    await settled();
    expect(rig.gitlab.requests.length).toBeGreaterThan(failed);
    // And so is one whose time has come, also before the timer sees it.
    rig.gitlab.limit(1, 60);
    await rig.call('POST', '/api/catalog/tools/tool/sync');
    app.clock.advance(61_000);
    const due = rig.gitlab.requests.length;
    await tell('tool', { 'x-gitlab-token': token });
    await settled();
    expect(rig.gitlab.requests.length).toBeGreaterThan(due);
  });

  it('makes of a burst one that is under way and one behind it', async () => {
    const before = lists();
    const letGo = rig.gitlab.hold();
    for (let nth = 0; nth < 10; nth += 1) await tell('tool', { 'x-gitlab-token': token });
    rig.release('v3.0.0');
    letGo();
    await settled();
    expect(await versions()).toEqual(['v3.0.0', 'v1.0.0']);
    // The first one sees what came meanwhile: it asks whether anything changed, and then for all.
    expect(lists() - before).toBeLessThanOrEqual(4);
  });

  it('is not told by an answer whether a tool is there, or has a webhook', async () => {
    const shapes = new Set<string>();
    for (const [slug, headers] of [
      ['tool', { 'x-gitlab-token': 'wrong' }],
      ['tool', {}],
      ['tool', { 'x-gitlab-token': '' }],
      ['quiet', { 'x-gitlab-token': token }],
      ['nowhere', { 'x-gitlab-token': token }],
      ['..%2f..', { 'x-gitlab-token': token }],
    ] as const) {
      const { status, json } = await tell(slug, headers);
      expect(status).toBe(404);
      shapes.add(JSON.stringify([json.code, json.title]));
    }
    expect([...shapes]).toEqual([JSON.stringify(['not_found', 'There is nothing at this address.'])]);
  });

  it('counts who guesses, and nobody else', async () => {
    const statuses: number[] = [];
    for (let nth = 0; nth < 25; nth += 1) statuses.push((await tell('tool', { 'x-gitlab-token': 'wrong' })).status);
    expect(statuses.at(-1)).toBe(429);
    for (let nth = 0; nth < 5; nth += 1) expect((await tell('tool', { 'x-gitlab-token': token })).status).toBe(202);
    await settled();
  });

  it('reads no more than any other body may have', async () => {
    const huge = 'x'.repeat(app.config.bodyLimitBytes + 1);
    expect((await tell('tool', { 'x-gitlab-token': token }, huge)).status).toBe(413);
  });
});
