import { sourceKinds } from './source-part.js';
import type { ToolForm } from './use-tool-form.js';
import { visibilityWords } from '../tool-words.js';

interface Section {
  readonly title: string;
  /** The first parts of the paths of issues that belong to it. */
  readonly roots: readonly string[];
  /** What it holds, in a few words, while it is folded. */
  readonly summary: (form: ToolForm) => string;
}

/** The sections of the form, in their order. */
export const toolSections = {
  about: { title: 'About', roots: ['name', 'slug', 'summary'], summary: ({ about }) => about.name || 'No name yet' },
  source: { title: 'Versions', roots: ['source'], summary: ({ source }) => `From: ${sourceKinds[source.kind]}` },
  git: { title: 'Clones', roots: ['git'], summary: ({ git }) => (git.on ? git.url : 'Nothing can be cloned') },
  page: {
    title: 'Page',
    roots: ['readme', 'licence', 'icon', 'links'],
    summary: ({ page }) => (page.readme ? `A readme of ${page.readme.split('\n').length} lines` : 'No readme'),
  },
  visibility: { title: 'Who sees it', roots: ['visibility'], summary: ({ visibility }) => visibilityWords[visibility] },
} as const satisfies Record<string, Section>;
export type ToolSectionKey = keyof typeof toolSections;
