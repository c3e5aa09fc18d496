import { elementsOf, pageSources } from './page-sources.mjs';

/** What the page may keep in the browser, by file: marks, looks, and drafts of forms. Tokens are in none of them. */
const mayKeep = new Set([
  'app/session/use-appearance.ts',
  'app/session/use-clean-slate.ts',
  'app/session/use-session.ts',
  'features/bots/form/use-bot-form.ts',
  'features/catalog/form/use-tool-form.ts',
  'main.ts',
]);
/** A terminal: what is pasted there is typed into the bot. */
const terminals = new Set(['features/bots/screen/screen-view.vue']);
const storage = /\b(?:localStorage|sessionStorage|indexedDB|caches)\b|document\.cookie/;
const fields = new Set(['TextField', 'text-field', 'input']);
const secretWords = /\.setItem\([^)]*(?:token|password|secret|session\.|accessToken)/i;

/** Fields for passwords hide what is typed and let it be pasted and filled in; nothing secret stays in the browser. */
export const pageSecrets = (root) =>
  pageSources(root).flatMap((source) =>
    [...inText(source), ...elementsOf(source).flatMap((element) => inElement(element, source.file))].map(
      (why) => `${source.path}: ${why}`,
    ),
  );

function inText({ file, text }) {
  const complaints = [];
  if (storage.test(text) && !mayKeep.has(file))
    complaints.push('keeps something in the browser; name the file in mayKeep if it is no secret');
  if (secretWords.test(text)) complaints.push('keeps what is called a secret in the browser');
  if (/onpaste/i.test(text) && !terminals.has(file)) complaints.push('stands in the way of pasting');
  return complaints;
}

function inElement({ tag, attributes, directives }, file) {
  const complaints = [];
  const listens = (event, modifier) =>
    directives.some(
      ({ name, on, modifiers }) => name === 'on' && on === event && (!modifier || modifiers.includes(modifier)),
    );
  if ((listens('paste') && !terminals.has(file)) || listens('copy', 'prevent'))
    complaints.push('stands in the way of pasting');
  if (!fields.has(tag)) return complaints;
  const valueOf = (name) => attributes.find((each) => each.name === name)?.value;
  const isPassword = /^(?:current|new)-password$/.test(valueOf('autocomplete') ?? '');
  const isHidden = valueOf('type') === 'password';
  if (isPassword && !isHidden) complaints.push('a field for a password shows it');
  if (isHidden && !isPassword) complaints.push('a field for a password does not tell password managers which it is');
  return complaints;
}
