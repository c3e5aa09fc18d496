import { markdownTree } from '../ui/markdown-tree.js';
import type { Written } from './portal-page.js';

/** Below the title of the page and those of its cards. */
const level = 3;

export const readMarkdown = (text: string, name: string): Written => markdownTree(text, { level, name });
