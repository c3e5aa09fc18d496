import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Vue is a package of the page alone.
const fromPage = createRequire(new URL('../../apps/web/package.json', import.meta.url));
const kinds = { element: 1, attribute: 6, directive: 7 };

/** The sources of the page as `{path, file, text}`, without tests; `file` is the path below apps/web/src. */
export function pageSources(root) {
  const base = 'apps/web/src';
  return readdirSync(join(root, base), { recursive: true })
    .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => ({ path: `${base}/${file}`, file, text: readFileSync(join(root, base, file), 'utf8') }));
}

/**
 * The elements of a source's template as Vue itself reads them, none where it has no template: `{tag, line, attributes,
 * directives}`. Attributes are `{name, value, line}`; directives are `{name, on, modifiers, line}`, where `on` is what
 * stands behind the colon.
 *
 * @throws Error when it cannot be parsed
 */
export function elementsOf({ path, file, text }) {
  if (!file.endsWith('.vue')) return [];
  const { descriptor, errors } = fromPage('vue/compiler-sfc').parse(text, { filename: path, sourceMap: false });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  return descriptor.template ? below(descriptor.template.ast) : [];
}

const below = ({ children = [] }) =>
  children.flatMap((node) => (node.type === kinds.element ? [elementOf(node), ...below(node)] : []));

const elementOf = ({ tag, props, loc }) => ({
  tag,
  line: loc.start.line,
  attributes: props
    .filter(({ type }) => type === kinds.attribute)
    .map((each) => ({ name: each.name, value: each.value?.content ?? '', line: each.loc.start.line })),
  directives: props
    .filter(({ type }) => type === kinds.directive)
    .map((each) => ({
      name: each.name,
      on: each.arg?.content ?? '',
      modifiers: each.modifiers.map(({ content }) => content),
      line: each.loc.start.line,
    })),
});
