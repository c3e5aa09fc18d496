import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditActions } from '@bothy/contracts';
import { expect, it } from 'vitest';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing'))
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));

/** Actions stand in full where they are written, but for those of bots, whose act is a parameter of one place. */
function actionsIn(source: string): string[] {
  const whole = [...source.matchAll(/(?:\baction: |\bwrite\(house, )'([a-z-]+\.[a-z-]+)'/g)].map(
    ([, action]) => action,
  );
  const thing = /\baction: `([a-z-]+)\.\$\{act\}`/.exec(source)?.[1];
  const acts = /\bact: ((?:'[a-z-]+'(?: \| )?)+)/.exec(source)?.[1]?.match(/[a-z-]+/g) ?? [];
  return [...whole, ...(thing ? acts.map((act) => `${thing}.${act}`) : [])].filter((action) => action !== undefined);
}

it('the contract knows all that the server writes into the audit, and nothing else', () => {
  const written = new Set(sources.flatMap(actionsIn));
  expect([...auditActions]).toEqual([...written].sort());
});
