import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { crawlerPattern, type KnownCrawler } from '../../domain/crawler-pattern.js';

const mostRemembered = 1000;
/** Who writes more than that says nothing more by it. */
const longestAgent = 512;

/** Tells crawlers by the name they give themselves. */
@Injectable()
export class Crawlers {
  #pattern: RegExp | null = null;
  readonly #known = new Map<string, boolean>();

  isOne(userAgent: string): boolean {
    const agent = userAgent.slice(0, longestAgent);
    const known = this.#known.get(agent);
    if (known !== undefined) return known;
    this.#pattern ??= crawlerPattern(list());
    const is = this.#pattern.test(agent);
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(agent, is);
    return is;
  }
}

/** Read as a file, for what is imported stays in memory, and this is half a megabyte of examples. */
const list = (): KnownCrawler[] => {
  const path = createRequire(import.meta.url).resolve('crawler-user-agents');
  return JSON.parse(readFileSync(path, 'utf8')) as KnownCrawler[];
};
