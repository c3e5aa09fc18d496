/** An entry of the list of crawlers. */
export interface KnownCrawler {
  readonly pattern: string;
  readonly tags?: readonly string[];
}

/**
 * The list knows programs by which people fetch files, too. These of them do walk through pages on their own, all other
 * HTTP libraries are somebody's hand.
 */
const libraryThatCrawls = /HTTrack|crawl|Scrapy|newspaper|trafilatura|larbin|GoParserBot|rawweb-bot|python-opengraph/i;

const isCrawler = ({ pattern, tags = [] }: KnownCrawler): boolean =>
  !tags.includes('http-library') || libraryThatCrawls.test(pattern);

/** Matches user agents of crawlers, as the list writes them. */
export const crawlerPattern = (known: readonly KnownCrawler[]): RegExp =>
  new RegExp(
    known
      .filter(isCrawler)
      .map(({ pattern }) => pattern)
      .join('|'),
  );
