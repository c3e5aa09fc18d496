import type { LogLine } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../testing/test-app.js';

let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });
const mostBytes = 4 * 1024 * 1024;
/** 600 lines of 15,000 characters and their number: 9 MB. */
const long =
  'awk \'BEGIN { for (i = 0; i < 1500; i++) s = s "0123456789"; for (i = 1; i <= 600; i++) printf "%03d%s\\n", i, s }\'';

describe('pages of a log with long lines', () => {
  it('hold fewer lines than were asked for, and follow on each other without a gap', async () => {
    await call('POST', '/api/bots', { slug: 'long', name: 'Long', command: { argv: [long], shell: true } });
    const run = (await call('POST', '/api/bots/long/runs?wait=30', {})).json;
    expect(run).toMatchObject({ status: 'succeeded', lineCount: 600 });
    const page = async (query: string): Promise<LogLine[]> => {
      const { lines } = (await call('GET', `/api/runs/${run.id}/log?limit=5000&${query}`)).json;
      const bytes = lines.reduce((sum: number, { text }: LogLine) => sum + text.length, 0);
      expect(bytes).toBeLessThanOrEqual(mostBytes);
      return lines;
    };
    const onwards: number[] = [];
    for (let lines = await page('after=0'); lines.length > 0; lines = await page(`after=${onwards.at(-1)}`)) {
      onwards.push(...lines.map(({ seq }) => seq));
    }
    const all = Array.from({ length: 600 }, (_, at) => at + 1);
    expect(onwards).toEqual(all);

    const backwards: number[] = [];
    for (let lines = await page('before=601'); lines.length > 0; lines = await page(`before=${backwards[0]}`)) {
      backwards.unshift(...lines.map(({ seq }) => seq));
    }
    expect(backwards).toEqual(all);

    const other = (await call('POST', '/api/bots/long/runs?wait=30', {})).json;
    const compared = await call('GET', `/api/runs/${run.id}/compare/${other.id}`);
    const { hunks, truncated } = compared.json.log;
    expect(truncated).toBe(true);
    expect(hunks.map(({ kind }: { kind: string }) => kind)).toEqual(['same']);
    // 2 MiB of such lines, each shown by its first 500 characters.
    expect(hunks[0].count).toBe(Math.floor((2 * 1024 * 1024) / 15_003));
    expect(compared.text.length).toBeLessThan(hunks[0].count * 600 + 20_000);
  }, 60_000);
});
