import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the content security policy would break at run time, or what would let text become markup. */
const banned = [
  [/\sv-html\b/, 'v-html turns text into markup'],
  [/\b(innerHTML|outerHTML|insertAdjacentHTML)\b/, 'turns text into markup'],
  [/<[^>]*[^:\w-]style="/, 'a static style attribute is refused by the content security policy; use a class or :style'],
];

export function templates(root) {
  const base = join(root, 'apps/web/src');
  const files = readdirSync(base, { recursive: true }).filter(
    (file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) =>
    readFileSync(join(base, file), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        banned.filter(([pattern]) => pattern.test(line)).map(([, why]) => `apps/web/src/${file}:${at + 1}: ${why}`),
      ),
  );
}
