import { elementsOf, pageSources } from './page-sources.mjs';

const turnsIntoMarkup = /\b(innerHTML|outerHTML|insertAdjacentHTML)\b/;

/** What the content security policy would break at run time, or what would let text become markup. */
export const templates = (root) =>
  pageSources(root).flatMap((source) =>
    [...inTemplate(source), ...inText(source)].map(({ line, why }) => `${source.path}:${line}: ${why}`),
  );

const inTemplate = (source) =>
  elementsOf(source).flatMap(({ attributes, directives }) => [
    ...directives
      .filter(({ name }) => name === 'html')
      .map(({ line }) => ({ line, why: 'v-html turns text into markup' })),
    ...attributes
      .filter(({ name }) => name === 'style')
      .map(({ line }) => ({
        line,
        why: 'a static style attribute is refused by the content security policy; use a class or :style',
      })),
  ]);

const inText = ({ text }) =>
  text
    .split('\n')
    .flatMap((line, at) => (turnsIntoMarkup.test(line) ? [{ line: at + 1, why: 'turns text into markup' }] : []));
