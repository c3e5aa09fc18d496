import { z } from 'zod';
import { inParallel } from '../../domain/in-parallel.js';
import {
  type Asked,
  type GitlabApi,
  type GitlabAnswer,
  type GitlabSettings,
  type PageMark,
  withPage,
} from './gitlab-api.js';
import { pageMissing, unreadable } from './gitlab.errors.js';

const perPage = 100;
const mostPages = 400;
/** Enough for a long list to be done soon, and few enough for GitLab not to mind. */
const atOnce = 4;
/** Marks a list that there was not: one that is switched on later is noticed. No other mark is like this. */
const absent = 'absent';

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
    // A list that leads back would never end.
    const seen = new Set<string>();
    let path: string | null = pageOf(list);
    for (let pages = 0; path !== null && !seen.has(path) && pages < mostPages && items.length < most; pages += 1) {
      seen.add(path);
      const answer: GitlabAnswer | null = await this.#ask(path, { isOptional });
      if (!answer && pages > 0) throw pageMissing();
      if (!answer) {
        this.#marks[path] = absent;
        return null;
      }
      if (!Array.isArray(answer.value)) throw unreadable();
      items.push(...(answer.value as unknown[]).slice(0, most - items.length));
      this.#marks[path] = answer.mark;
      path = answer.next;
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
    const wasThere = known !== absent;
    const answer = await this.#ask(path, { ...(wasThere && { known }), isOptional: true });
    if (!answer) return !wasThere;
    if (answer.value !== undefined) return false;
    // A page that was full stays the same when another one comes behind it.
    return answer.next === null || Object.hasOwn(marks, answer.next);
  }

  #ask(path: string, asked: Asked): Promise<GitlabAnswer | null> {
    this.signal.throwIfAborted();
    return this.api.find(this.source, path, asked);
  }
}

const pageOf = (list: string): string => withPage(`${list}${list.includes('?') ? '&' : '?'}per_page=${perPage}`, 1);
