import { toolBody, type Tool } from '@bothy/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { originOf } from './source-part.js';
import { useToolForm } from './use-tool-form.js';

const named = () => {
  const state = useToolForm(null);
  Object.assign(state.form.about, { name: 'Olympus', slug: 'olympus', summary: 'Climbs.' });
  return state;
};
const found = (body: unknown) => {
  const checked = toolBody.safeParse(body);
  return checked.success ? [] : checked.error.issues.map(({ path }) => path.join('.'));
};

describe('the form of a tool', () => {
  beforeEach(() => sessionStorage.clear());

  it('sends what the contract takes, of each kind of source', () => {
    const { form, body } = named();
    expect(found(body())).toEqual([]);
    form.source.kind = 'directory';
    form.source.path = '/srv/tools';
    expect(toolBody.parse(body()).source).toEqual({ kind: 'directory', path: '/srv/tools' });
    Object.assign(form.source, { kind: 'gitlab', baseUrl: ' https://git.example ', projectId: '42' });
    expect(toolBody.parse(body()).source).toEqual({ kind: 'gitlab', baseUrl: 'https://git.example', projectId: 42 });
    Object.assign(form.source, { projectId: 'group/project', tokenName: 'FORGE' });
    expect(toolBody.parse(body()).source).toMatchObject({ projectId: 'group/project', tokenSecret: 'FORGE' });
    Object.assign(form.source, { kind: 'bot', bot: 'nightly' });
    expect(toolBody.parse(body()).source).toEqual({ kind: 'bot', bot: 'nightly' });
    Object.assign(form.git, { on: true, url: 'https://git.example/a.git', username: '', tokenName: 'FORGE' });
    expect(toolBody.parse(body()).git).toEqual({ url: 'https://git.example/a.git', tokenSecret: 'FORGE' });
  });

  it('has what is wrong at the field it is wrong in', () => {
    const { form, body } = named();
    form.source.kind = 'directory';
    form.git.on = true;
    form.page.links.push({ label: '', url: '' }, { label: 'Docs', url: 'nowhere' });
    expect(found(body()).sort()).toEqual(['git.url', 'links.0.url', 'source.path', 'source.path']);
  });

  it('lets the slug follow the name until it is typed', async () => {
    const { form, ownSlug } = useToolForm(null);
    form.about.name = 'Nightly Build';
    await nextTick();
    expect(form.about.slug).toBe('nightly-build');
    form.about.slug = 'mine';
    ownSlug();
    form.about.name = 'Other';
    await nextTick();
    expect(form.about.slug).toBe('mine');
  });

  it('keeps a draft until it is saved, or is what was there', async () => {
    const { form } = useToolForm(null);
    form.about.summary = 'Half a sent';
    await nextTick();
    const again = useToolForm(null);
    expect([again.form.about.summary, again.changed.value]).toEqual(['Half a sent', true]);
    again.forget();
    expect(useToolForm(null).changed.value).toBe(false);
  });

  it('takes up a tool as it is', () => {
    const written = {
      ...toolBody.parse(named().body()),
      updatedAt: 'u',
      management: {
        source: { kind: 'gitlab', baseUrl: 'https://git.example', projectId: 7, tokenSecret: 'FORGE' },
        git: { url: 'https://git.example/a.git', username: 'bot' },
      },
    } as unknown as Tool;
    const { body, changed } = useToolForm(written);
    expect(changed.value).toBe(false);
    expect(body()).toMatchObject({ name: 'Olympus', ...written.management });
  });

  it('sends of a tool only what was changed here', () => {
    const written = {
      ...toolBody.parse({ ...named().body(), readme: 'Loaded', links: [{ label: 'a', url: 'https://a.example' }] }),
      updatedAt: 'u',
      management: { source: { kind: 'bot', bot: 'nightly' }, git: null },
    } as unknown as Tool;
    const { form, changes } = useToolForm(written);
    expect(changes()).toEqual({});
    form.about.summary = 'Climbs higher.';
    form.source.kind = 'none';
    expect(changes()).toEqual({ summary: 'Climbs higher.', source: null });
    form.page.links.pop();
    form.page.readme = '';
    expect(changes()).toEqual({ summary: 'Climbs higher.', source: null, links: [], readme: '' });
  });

  it('tells the server of an address', () => {
    expect([originOf('https://git.example/a/b.git'), originOf('git.ex')]).toEqual(['https://git.example', undefined]);
  });
});
