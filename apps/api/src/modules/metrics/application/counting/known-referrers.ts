import { Injectable } from '@nestjs/common';
import { dayAfter } from '../../domain/moments.js';
import { ReferrerRepository } from '../../persistence/referrer.repository.js';

/** Anyone can make one up: those of a tool that come behind so many on a day are not told apart. */
const mostOfDay = 1000;

interface Referred {
  readonly at: string;
  readonly tool: string | null;
  readonly referrer?: string | null;
}

/** Keeps what strangers can write into the figures within bounds. */
@Injectable()
export class KnownReferrers {
  /** By day and tool. */
  readonly #known = new Map<string, Set<string>>();

  constructor(private readonly referrers: ReferrerRepository) {}

  /** The same, without the referrers that are one too many. */
  async bounded<Each extends Referred>(all: readonly Each[]): Promise<Each[]> {
    const bounded: Each[] = [];
    for (const each of all) {
      const isTooMany = each.referrer && !(await this.#isKnown(each.at.slice(0, 10), each.tool ?? '', each.referrer));
      bounded.push(isTooMany ? { ...each, referrer: null } : each);
    }
    return bounded;
  }

  async #isKnown(day: string, tool: string, referrer: string): Promise<boolean> {
    const known = this.#known.get(`${day} ${tool}`) ?? (await this.#load(day, tool));
    if (known.has(referrer)) return true;
    if (known.size >= mostOfDay) return false;
    known.add(referrer);
    return true;
  }

  async #load(day: string, tool: string): Promise<Set<string>> {
    for (const key of this.#known.keys()) if (key < dayAfter(day, -1)) this.#known.delete(key);
    const known = new Set(await this.referrers.of(day, tool, mostOfDay));
    this.#known.set(`${day} ${tool}`, known);
    return known;
  }
}
