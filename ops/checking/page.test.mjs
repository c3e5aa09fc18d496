import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstPage } from './first-page.mjs';
import { pageSecrets } from './page-secrets.mjs';
import { templates } from './templates.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bothy-page-'));
  mkdirSync(join(root, 'apps/web/src'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (text, name = 'page.vue') => writeFileSync(join(root, 'apps/web/src', name), text);
const writeTemplate = (markup) => write(`<template>\n${markup}\n</template>\n`);

describe('templates', () => {
  it.each([
    ['a static style', '<p style="color: red" />', 2, 'static style'],
    ['a static style in single quotes', "<p style='color: red' />", 2, 'static style'],
    ['a static style on a line of its own', '<p\n  class="a"\n  style="color: red"\n/>', 4, 'static style'],
    ['a static style behind a >', '<p :class="a > 1 ? b : c" style="color: red" />', 2, 'static style'],
    ['v-html on a line of its own', '<p\nv-html="text"\n/>', 3, 'v-html'],
    [
      'v-html deep inside',
      '<ul v-if="a > b">\n<li v-for="c in d" :key="c"><slot><b v-html="c" /></slot></li>\n</ul>',
      3,
      'v-html',
    ],
    ['a property that takes markup', '<p\n:innerHTML="text"\n/>', 3, 'markup'],
  ])('finds %s', (_what, markup, line, why) => {
    writeTemplate(markup);
    expect(templates(root)).toEqual([expect.stringMatching(`^apps/web/src/page.vue:${line}: .*${why}`)]);
  });

  it('finds what turns text into markup in a script', () => {
    write('const a = 1;\nelement.innerHTML = a;\n', 'page.ts');
    expect(templates(root)).toEqual(['apps/web/src/page.ts:2: turns text into markup']);
  });

  it('lets pass what only looks like it', () => {
    writeTemplate('<!-- <p style="a" v-html="b" /> -->\n<p :style="a" title="style=" data-style="b">v-html="c"</p>');
    expect(templates(root)).toEqual([]);
  });

  it('does not pass over what it cannot read', () => {
    writeTemplate('<p style="a"');
    expect(() => templates(root)).toThrow('page.vue');
  });
});

describe('page secrets', () => {
  const field = (attributes) => `<TextField\n  v-model="a"\n  :hint="b > 1 ? c : d"\n  ${attributes}\n/>`;
  it.each([
    ['a password that is shown', field('autocomplete="new-password"'), 'a field for a password shows it'],
    [
      'a password that is shown at will',
      field(`autocomplete="current-password"\n  :type="seen ? 'text' : 'password'"`),
      'a field for a password shows it',
    ],
    ['a password without its kind', field('type="password"'), 'does not tell password managers'],
    ['a plain field without its kind', '<input type="password" />', 'does not tell password managers'],
    ['a listener that may refuse pasting', '<input\n  @paste.prevent\n/>', 'in the way of pasting'],
    ['one written out', '<input :a="b > c" v-on:paste="d" />', 'in the way of pasting'],
    ['refused copying', '<p @copy.prevent />', 'in the way of pasting'],
  ])('finds %s', (_what, markup, why) => {
    writeTemplate(markup);
    expect(pageSecrets(root)).toEqual([expect.stringContaining(why)]);
  });

  it('finds what is kept in the browser', () => {
    write("localStorage.setItem('x', token)", 'page.ts');
    expect(pageSecrets(root)).toEqual([
      expect.stringContaining('keeps something in the browser'),
      expect.stringContaining('what is called a secret'),
    ]);
  });

  it('lets a field for a password pass that hides it and says its kind', () => {
    writeTemplate(
      `${field('type="password"\n  autocomplete="new-password"')}\n<input type="text" autocomplete="off" />`,
    );
    expect(pageSecrets(root)).toEqual([]);
  });
});

describe('first page', () => {
  const build = (files) => {
    mkdirSync(join(root, 'apps/web/dist/assets'), { recursive: true });
    writeFileSync(
      join(root, 'apps/web/dist/index.html'),
      '<script type="module" crossorigin src="/assets/index-aaaaaaaa.js"></script>',
    );
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'apps/web/dist/assets', name), text);
  };
  const routes = 'import"./common-aaaaaaaa.js";import("./home-page-aaaaaaaa.js");import("./sign-in-page-aaaaaaaa.js");';
  const incompressible = (bytes) => `/*${randomBytes(Math.round((bytes * 3) / 4)).toString('base64')}*/`;

  it('counts what is imported before it runs, once, and not what is loaded later', () => {
    const files = {
      'index-aaaaaaaa.js': routes,
      'common-aaaaaaaa.js': `import{a}from"./index-aaaaaaaa.js";import("./later-aaaaaaaa.js");${incompressible(70_000)}`,
      'later-aaaaaaaa.js': incompressible(200_000),
      'home-page-aaaaaaaa.js': `import{a}from"./common-aaaaaaaa.js";import{b}from"./more-aaaaaaaa.js";`,
      'sign-in-page-aaaaaaaa.js': 'import{a}from"./common-aaaaaaaa.js";',
      'more-aaaaaaaa.js': incompressible(20_000),
    };
    build(files);
    expect(firstPage(root)).toEqual([]);
    build({ ...files, 'more-aaaaaaaa.js': incompressible(100_000) });
    expect(firstPage(root)).toEqual([expect.stringMatching(/^home-page: \d{6} bytes/)]);
  });

  it('does not pass over a page that is not built, or built otherwise', () => {
    expect(firstPage(root)).toEqual([expect.stringContaining('not built')]);
    build({ 'index-aaaaaaaa.js': '' });
    expect(firstPage(root)).toHaveLength(2);
  });
});
