import { z } from 'zod';
import { inParallel } from '../../domain/in-parallel.js';
import type { Asked, GitlabApi, GitlabAnswer, GitlabSettings, PageMark } from './gitlab-api.js';
import { unreadable } from './gitlab.errors.js';

const perPage = 100;
const mostPages = 400;
/** Enough for a long list to be done soon, and few enough for GitLab not to mind. */
const atOnce = 4;

/** Addresses of pages with what they were marked by. */
const validatorShape = z.object({ from: z.string(), marks: z.record(z.string(), z.string()) });

/** Reads the lists of one project, and remembers what they looked like. */
export class GitlabPages {
  readonly #marks: Record<string, PageMark> = {};

  constructor(
    private readonly api: GitlabApi,
    private readonly source: GitlabSettings,
    private readonly signal: AbortSignal,
  ) {}

  /** To be given back the next time. */
  get validator(): string {
    return JSON.stringify({ from: this.source.baseUrl, marks: this.#marks });
  }

  /** Whether all pages are as they were, and there is none behind them. */
  async areAsBefore(validator: string): Promise<boolean> {
    const known = validatorShape.safeParse(JSON.parse(validator));
    if (!known.success || known.data.from !== this.source.baseUrl) return false;
    const { marks } = known.data;
    let isSame = true;
    await inParallel(Object.entries(marks), atOnce, async ([path, mark]) => {
      if (isSame) isSame = (await this.#isSame(path, mark, marks)) && isSame;
    });
    return isSame;
  }

  /**
   * All items of a list, as many as `most`. Null: there is no such list.
   *
   * @param list behind `/api/v4`, perhaps with a query.
   * @param isOptional it may be switched off.
   */
  async all(list: string, most: number, isOptional = false): Promise<unknown[] | null> {
    const items: unknown[] = [];
    let page: number | null = 1;
    for (let pages = 0; page !== null && pages < mostPages && items.length < most; pages += 1) {
      const path = pageOf(list, page);
      const answer = await this.#ask(path, { isOptional });
      if (!answer) return pages === 0 ? null : items;
      if (!Array.isArray(answer.value)) throw unreadable();
      items.push(...(answer.value as unknown[]).slice(0, most - items.length));
      this.#marks[path] = answer.mark;
      // A list that leads back would never end.
      page = answer.nextPage !== null && answer.nextPage > page ? answer.nextPage : null;
    }
    return items;
  }

  /** As {@link all}, of several lists at once. */
  async allOf(lists: readonly string[], most: number): Promise<(unknown[] | null)[]> {
    const found = new Map<string, unknown[] | null>();
    await inParallel(lists, atOnce, async (list) => void found.set(list, await this.all(list, most, true)));
    return lists.map((list) => found.get(list) ?? null);
  }

  async #isSame(path: string, known: PageMark, marks: Readonly<Record<string, PageMark>>): Promise<boolean> {
    // Whatever is amiss is told by whoever reads all.
    const answer = await this.#ask(path, { known, isOptional: true });
    if (!answer || answer.value !== undefined) return false;
    // A page that was full stays the same when another one comes behind it.
    return answer.nextPage === null || Object.hasOwn(marks, withPage(path, answer.nextPage));
  }

  #ask(path: string, asked: Asked): Promise<GitlabAnswer | null> {
    this.signal.throwIfAborted();
    return this.api.find(this.source, path, asked);
  }
}

const pageOf = (list: string, page: number): string =>
  `${list}${list.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`;

const withPage = (path: string, page: number): string => path.replace(/&page=\d+$/, `&page=${page}`);
