import { botBody } from '@bothy/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { blankNotify } from './notify-part.js';
import { blankParam } from './params-part.js';
import { blankSchedule } from './schedules-part.js';
import { useBotForm } from './use-bot-form.js';

const named = () => {
  const state = useBotForm(null);
  Object.assign(state.form.about, { name: 'A', slug: 'a' });
  state.form.command.line = 'node';
  return state;
};
/** Paths of what is wrong with it. */
const found = ({ checks, body }: ReturnType<typeof useBotForm>) => {
  const checked = checks(botBody).safeParse(body());
  return checked.success ? [] : checked.error.issues.map(({ path }) => path);
};

describe('the form of a bot', () => {
  beforeEach(() => sessionStorage.clear());

  it('lets the slug follow the name until it is typed', async () => {
    const { form, ownSlug } = useBotForm(null);
    form.about.name = 'Nightly build';
    await nextTick();
    expect(form.about.slug).toBe('nightly-build');
    form.about.slug = 'mine';
    ownSlug();
    form.about.name = 'Other';
    await nextTick();
    expect(form.about.slug).toBe('mine');
  });

  it('sends words, a script with its arguments, and seconds', () => {
    const { form, body } = named();
    form.about.tags = 'x, y ,';
    form.command.line = `node 'a b'`;
    form.policies.minutes = '1,5';
    form.env.env = [
      { name: 'CI', value: '1' },
      { name: '', value: '' },
    ];
    expect(body()).toMatchObject({
      command: { argv: ['node', 'a b'], shell: false, workingDir: 'fresh' },
      timeoutSeconds: 90,
      tags: ['x', 'y'],
      env: { CI: '1' },
      concurrency: null,
      webhook: null,
    });
    Object.assign(form.command, { shell: true, script: 'echo $1', place: 'path', path: '/srv' });
    expect(body().command).toEqual({ argv: ['echo $1', 'node', 'a b'], shell: true, workingDir: '/srv' });
  });

  it('does not lose one of two values under one name, or what an open quote holds back', () => {
    const state = named();
    const { form } = state;
    form.env.env = ['CI', 'HOME', 'CI', '', ''].map((name) => ({ name, value: name && '1' }));
    expect(found(state)).toEqual([['form', 'env', 2]]);
    form.env.env.splice(2, 1);
    expect(found(state)).toEqual([]);
    Object.assign(form.command, { shell: true, script: 'echo $1', line: `'open` });
    expect(found(state)).toEqual([['form', 'line']]);
  });

  it('keeps a draft until it is forgotten', async () => {
    const first = useBotForm(null);
    first.form.about.name = 'Draft';
    await nextTick();
    expect(useBotForm(null).form.about.name).toBe('Draft');
    first.forget();
    expect(useBotForm(null).form.about.name).toBe('');
  });

  it('keeps nothing secret in the browser', async () => {
    const state = named();
    Object.assign(state.form.webhook, { on: true, secret: 'hush-hush-1' });
    state.form.notify = [
      { ...blankNotify(), kind: 'webhook', url: 'https://hooks.example/hush-hush-2', secret: 'hush-hush-3' },
    ];
    await nextTick();
    expect(sessionStorage.length).toBe(1);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('hush-hush');
    expect(state.body()).toMatchObject({ webhook: { secret: 'hush-hush-1' }, notify: [{ secret: 'hush-hush-3' }] });
  });

  it('takes no draft of another shape', () => {
    sessionStorage.setItem('bothy.draft.bot.new', JSON.stringify({ name: 'Old' }));
    expect(useBotForm(null).form.about.name).toBe('');
  });

  it('asks for what the schema cannot miss: names, addresses, the secret of a new webhook', () => {
    const state = named();
    state.form.params = [blankParam(), { ...blankParam(), name: 'a' }, { ...blankParam(), name: 'a' }];
    Object.assign(state.form.webhook, { on: true, filter: [{ name: '/ref', value: ' ' }] });
    state.form.notify = [{ ...blankNotify(), kind: 'slack' }];
    Object.assign(state.form.command, { git: true });
    expect(found(state)).toEqual(
      expect.arrayContaining([
        ['gitSource', 'url'],
        ['form', 'params', 0],
        ['form', 'params', 2],
        ['form', 'filter', 0],
        ['webhook', 'secret'],
        ['notify', 0, 'url'],
      ]),
    );
  });

  it('sends all that can be set, and reads it again as it was', () => {
    const state = named();
    const { form } = state;
    Object.assign(form.command, {
      terminal: true,
      git: true,
      gitUrl: 'https://git.example/a.git',
      labels: 'linux, big',
    });
    form.params = [
      { ...blankParam(), name: 'jobs', type: 'integer', required: true, least: '1', most: '8', preset: '2' },
      { ...blankParam(), name: 'channel', title: 'Channel', choices: 'nightly\nstable\n' },
      { ...blankParam(), name: 'key', type: 'secret' },
    ];
    form.schedules = [{ ...blankSchedule(), timeZone: 'Europe/London', values: { jobs: '4', channel: 'stable' } }];
    Object.assign(form.webhook, {
      on: true,
      provider: 'gitlab',
      secret: 'hush-hush-1',
      events: 'Push Hook',
      filter: [{ name: '/ref', value: 'refs/heads/main, "1", 2' }],
      mapping: [{ name: 'channel', value: '/ref' }],
    });
    Object.assign(form.policies, { bounded: true, limit: '2', again: true, growing: true, approval: true });
    Object.assign(form.keeping, { memoryMb: '512', days: '30' });
    form.notify = [{ ...blankNotify(), to: 'team@example.org' }];
    expect(found(state)).toEqual([]);
    const body = botBody.parse(state.body());
    expect(body).toMatchObject({
      pty: { cols: 120, rows: 40 },
      gitSource: { url: 'https://git.example/a.git', ref: null, secret: null },
      runner: { labels: ['linux', 'big'] },
      params: {
        properties: {
          jobs: { type: 'integer', minimum: 1, maximum: 8, default: 2 },
          channel: { type: 'string', title: 'Channel', enum: ['nightly', 'stable'] },
          key: { type: 'secret' },
        },
        required: ['jobs'],
      },
      schedules: [{ cron: '0 2 * * *', timeZone: 'Europe/London', params: { jobs: 4, channel: 'stable' } }],
      webhook: { provider: 'gitlab', filter: { '/ref': ['refs/heads/main', '1', 2] }, mapping: { channel: '/ref' } },
      concurrency: { key: null, limit: 2, onBusy: 'queue' },
      retry: { attempts: 3, on: ['failed'], backoff: { seconds: 30, factor: 2, maxSeconds: 3600 } },
      approval: { required: true, notRequester: false },
      limits: { memoryBytes: 512_000_000, cpuSeconds: null },
      retention: { days: 30 },
      notify: [{ kind: 'email', to: 'team@example.org' }],
    });
    // The secret aside, which is not read back.
    const { secret: _secret, ...webhook } = body.webhook ?? { secret: '' };
    const again = useBotForm({ ...body, version: 1, webhook } as never);
    const { slug: _slug, ...same } = { ...body, webhook };
    expect(again.body()).toMatchObject(same);
    expect(again.changed.value).toBe(false);
  });
});
