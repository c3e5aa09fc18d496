import type { MetricTotals } from '@bothy/contracts';
import { type Counted, Counts, DownloadCounter, type SentPart, type Visitor } from '../modules/metrics/index.js';
import { Database } from '../platform/database/database.js';
import type { Answer, TestApp } from './test-app.js';

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const visitor = (over: Partial<Visitor> = {}): Visitor => ({
  address: '203.0.113.77',
  userAgent: firefox,
  referrer: undefined,
  ...over,
});

const sizeBytes = 1000;

/** A file of 1,000 bytes, all of it where nothing else is said. */
export const part = (over: Partial<SentPart> = {}): SentPart => ({
  ...{ tool: 'demo', version: 'v1', file: 'demo.zip', sizeBytes, from: 0 },
  ...over,
  to: over.to ?? over.sizeBytes ?? sizeBytes,
});

/** Counts, and reads what came of it. */
export class MetricRig {
  constructor(
    readonly app: TestApp,
    private token: string,
  ) {}

  static async on(app: TestApp): Promise<MetricRig> {
    return new MetricRig(app, await app.asAdmin());
  }

  /** Lets time pass, behind which whoever was signed in signs in again. */
  async pass(milliseconds: number): Promise<void> {
    await this.written();
    this.app.clock.advance(milliseconds);
    this.token = (await this.app.signIn('ada@example.test')).json.accessToken;
  }

  sent(who: Visitor, ...parts: readonly SentPart[]): Promise<void[]> {
    return Promise.all(parts.map((each) => this.app.get(DownloadCounter).sent(who, each)));
  }

  async count(...all: readonly Counted[]): Promise<void> {
    for (const each of all) this.app.get(Counts).count(each);
    await this.written();
  }

  written(): Promise<void> {
    return this.app.get(Counts).written();
  }

  read(path: string): Promise<Answer> {
    return this.app.call('GET', `/api/metrics/${path}`, undefined, { token: this.token });
  }

  async totals(query = ''): Promise<MetricTotals> {
    await this.written();
    const { status, json, text } = await this.read(`totals${query}`);
    if (status !== 200) throw new Error(`Totals answered ${status}: ${text}`);
    return json as MetricTotals;
  }

  rows(sql: string, given: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.app.get(Database).manager.query(sql, given);
  }

  /** Of a column of a table. */
  async sum(table: string, where = '1 = 1'): Promise<number> {
    const [row] = await this.rows(`SELECT SUM(value) AS value FROM ${table} WHERE ${where}`);
    return Number(row?.['value'] ?? 0);
  }
}
