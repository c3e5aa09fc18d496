import { botBody } from '@bothy/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { slugOf, useBotForm } from './use-bot-form.js';

describe('the form of a bot', () => {
  beforeEach(() => sessionStorage.clear());

  it('makes a slug of a name', () => {
    expect(slugOf('Nightly Build')).toBe('nightly-build');
    expect(slugOf(' Über-Größe (2) ')).toBe('uber-gro-e-2');
  });

  it('lets the slug follow the name until it is typed', async () => {
    const { form, ownSlug } = useBotForm(null);
    form.name = 'Nightly build';
    await nextTick();
    expect(form.slug).toBe('nightly-build');
    form.slug = 'mine';
    ownSlug();
    form.name = 'Other';
    await nextTick();
    expect(form.slug).toBe('mine');
  });

  it('sends words, a script with its arguments, and seconds', () => {
    const { form, body } = useBotForm(null);
    Object.assign(form, {
      name: 'A',
      slug: 'a',
      line: `node 'a b'`,
      minutes: '1,5',
      tags: 'x, y ,',
      env: [
        { name: 'CI', value: '1' },
        { name: '', value: '' },
      ],
    });
    expect(body()).toMatchObject({
      command: { argv: ['node', 'a b'], shell: false, workingDir: 'fresh' },
      timeoutSeconds: 90,
      tags: ['x', 'y'],
      env: { CI: '1' },
    });
    Object.assign(form, { shell: true, script: 'echo $1', place: 'path', path: '/srv' });
    expect(body().command).toEqual({ argv: ['echo $1', 'node', 'a b'], shell: true, workingDir: '/srv' });
  });

  it('does not lose one of two values under one name, or what an open quote holds back', () => {
    const { form, body, checks } = useBotForm(null);
    const found = () => {
      const checked = checks(botBody).safeParse(body());
      return checked.success ? [] : checked.error.issues.map(({ path }) => path);
    };
    const env = ['CI', 'HOME', 'CI', '', ''].map((name) => ({ name, value: name && '1' }));
    Object.assign(form, { name: 'A', slug: 'a', line: 'node', env });
    expect(found()).toEqual([['row', 2]]);
    form.env.splice(2, 1);
    expect(found()).toEqual([]);
    Object.assign(form, { shell: true, script: 'echo $1', line: `'open` });
    expect(found()).toEqual([['line']]);
  });

  it('keeps a draft until it is forgotten', async () => {
    const first = useBotForm(null);
    first.form.name = 'Draft';
    await nextTick();
    expect(useBotForm(null).form.name).toBe('Draft');
    first.forget();
    expect(useBotForm(null).form.name).toBe('');
  });
});
