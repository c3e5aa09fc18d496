// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { corpusFiles, readCorpus } from '../../../../../../packages/ue4-codec/src/testing/corpus.js';
import { Workbench } from './workbench.js';

const files = corpusFiles.filter((name) => /\.(sav|bin|json)$/.test(name));
/** Lines that are opened, at most. */
const enough = 3000;

describe.runIf(files.length > 0)('the saves of the corpus', () => {
  it.each(files)('%s is shown line by line, and is written as it was', (name) => {
    const bytes = readCorpus(name);
    const work = Workbench.open(bytes, name);
    let step = work.next();
    while (step.done !== true) step = work.next();
    const bench = step.value;
    for (let line = 0; line < bench.rows(0, 0).total && bench.rows(0, 0).total < enough; line += 1) {
      const [row] = bench.rows(line, line + 1).rows;
      if (row?.branch === true && !row.open) bench.toggle(row.path, true);
    }
    const { rows, total } = bench.rows(0, enough);
    expect(rows).toHaveLength(Math.min(total, enough));
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
    rows.slice(0, 300).forEach(({ path }, line) => expect(bench.locate(path)).toBe(line));
    const typed = rows.filter(({ editor }) => editor !== undefined);
    for (const { path } of typed.slice(0, 300)) expect(bench.typed(path)).toBeDefined();
    expect(bench.download()).toBe(bytes);
  });
});
