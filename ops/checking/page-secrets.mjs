import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the page may keep in the browser, by file: marks, looks, and drafts of forms. Tokens are in none of them. */
const mayKeep = new Set([
  'app/session/use-appearance.ts',
  'app/session/use-session.ts',
  'features/bots/use-bot-form.ts',
  'main.ts',
]);
const storage = /\b(?:localStorage|sessionStorage|indexedDB|caches)\b|document\.cookie/;
const secretWords = /\.setItem\([^)]*(?:token|password|secret|session\.|accessToken)/i;

/** Fields for passwords hide what is typed and let it be pasted and filled in; nothing secret stays in the browser. */
export function pageSecrets(root) {
  const base = join(root, 'apps/web/src');
  const files = readdirSync(base, { recursive: true }).filter(
    (file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) =>
    complaintsIn(file, readFileSync(join(base, file), 'utf8')).map((why) => `apps/web/src/${file}: ${why}`),
  );
}

function complaintsIn(file, text) {
  const complaints = [];
  if (storage.test(text) && !mayKeep.has(file))
    complaints.push('keeps something in the browser; name the file in mayKeep if it is no secret');
  if (secretWords.test(text)) complaints.push('keeps what is called a secret in the browser');
  if (/@paste|onpaste|@copy\.prevent/i.test(text)) complaints.push('stands in the way of pasting');
  for (const [tag] of text.matchAll(/<(?:TextField|input)\b[^>]*>/g)) {
    const isPassword = /autocomplete="(?:current|new)-password"/.test(tag);
    const isHidden = /(?<!:)\btype="password"/.test(tag);
    if (isPassword && !isHidden) complaints.push('a field for a password shows it');
    if (isHidden && !isPassword) complaints.push('a field for a password does not tell password managers which it is');
  }
  return complaints;
}
