import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a browser loads of scripts before anything shows, packed, in bytes. */
const most = 120_000;
/** The routes that people begin on, by the names of their parts. */
const first = ['home-page', 'sign-in-page'];
const dist = 'apps/web/dist';
const imports = /(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/g;

/** The page as it was built shows its first routes without more scripts than it may. */
export function firstPage(root) {
  const index = join(root, dist, 'index.html');
  if (!existsSync(index)) return [`${dist}/index.html is not there: the page is not built`];
  const entry = /<script[^>]+type="module"[^>]+src="\/assets\/([^"]+)"/.exec(readFileSync(index, 'utf8'))?.[1];
  if (!entry) return [`${dist}/index.html names no script`];
  const assets = join(root, dist, 'assets');
  return first.flatMap((route) => {
    const part = new RegExp(`"\\./(${route}-[\\w-]{8}\\.js)"|\\b(${route}-[\\w-]{8}\\.js)\\b`).exec(
      textOf(assets, entry),
    );
    const file = part?.[1] ?? part?.[2];
    if (!file) return [`${entry} loads no ${route}`];
    const bytes = sizeOf(assets, [entry, file]);
    return bytes > most ? [`${route}: ${bytes} bytes of scripts, packed; ${most} at most`] : [];
  });
}

const textOf = (assets, file) => readFileSync(join(assets, file), 'utf8');

/** Of these files and all that they import before they run. */
function sizeOf(assets, files) {
  const found = new Set(files);
  let bytes = 0;
  for (const file of found) {
    const text = textOf(assets, file);
    bytes += gzipSync(text).length;
    for (const [, next] of text.matchAll(imports)) found.add(next.slice(2));
  }
  return bytes;
}
