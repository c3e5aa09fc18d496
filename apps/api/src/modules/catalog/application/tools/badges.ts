import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { ToolPresenter } from './tool-presenter.js';
import { ToolShelf } from './tool-shelf.js';

export interface Badge {
  readonly isFound: boolean;
  readonly svg: string;
}

interface Words {
  readonly label: string;
  readonly message: string;
}

const pine = '#196246';
const grey = '#6b6b6b';
/** A badge of more is no badge. */
const longestMessage = 40;

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

type Summary = Awaited<ReturnType<ToolPresenter['summary']>>;

const messages: Readonly<Record<string, (tool: Summary) => string>> = {
  downloads: ({ downloads }) => compact.format(downloads),
  clones: ({ clones }) => compact.format(clones),
  version: ({ latest }) => latest?.version ?? 'none yet',
};

/** Small pictures of a public tool's figures, for pages elsewhere. */
@Injectable()
export class Badges {
  constructor(
    private readonly shelf: ToolShelf,
    private readonly presenter: ToolPresenter,
  ) {}

  /** @param image such as `downloads.svg`. One that is not there is a picture too: it stands where the badge would. */
  async draw(slug: string, image: string): Promise<Badge> {
    const words = await this.#wordsOf(slug, image);
    const svg = await draw(words ?? { label: 'tool', message: 'not found' }, words ? pine : grey);
    return { isFound: words !== null, svg };
  }

  async #wordsOf(slug: string, image: string): Promise<Words | null> {
    const label = image.endsWith('.svg') ? image.slice(0, -'.svg'.length) : '';
    const message = Object.hasOwn(messages, label) ? messages[label] : undefined;
    const summary = message ? await this.#summaryOf(slug) : null;
    return message && summary ? { label, message: shortened(message(summary)) } : null;
  }

  async #summaryOf(slug: string): Promise<Summary | null> {
    try {
      return await this.presenter.summary(await this.shelf.seePublic(slug));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not-found') return null;
      throw error;
    }
  }
}

/** Loaded with the first badge: the widths of letters come along with it. */
const draw = async ({ label, message }: Words, color: string): Promise<string> => {
  const { makeBadge } = await import('badge-maker');
  return makeBadge({ label, message, color });
};

/** XML has no place for control characters, however they are written. */
const shortened = (text: string): string => {
  const letters = [...text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')];
  return letters.length > longestMessage ? `${letters.slice(0, longestMessage - 1).join('')}…` : letters.join('');
};
