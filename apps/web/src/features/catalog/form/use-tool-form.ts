import type { Tool, ToolIcon, ToolVisibility } from '@bothy/contracts';
import { computed, reactive, watch } from 'vue';
import { slugOf } from '../../../ui/slug-of.js';
import {
  blankGit,
  blankSource,
  gitBody,
  gitOf,
  sourceBody,
  sourceOf,
  type GitPart,
  type SourcePart,
} from './source-part.js';

/** A link as it is typed. */
export interface LinkRow {
  label: string;
  url: string;
}

/** A tool as the form holds it, by section: texts, as they are typed. */
export interface ToolForm {
  about: { name: string; slug: string; summary: string };
  page: { readme: string; licence: string; icon: ToolIcon; links: LinkRow[] };
  visibility: ToolVisibility;
  source: SourcePart;
  git: GitPart;
}

const blank = (): ToolForm => ({
  about: { name: '', slug: '', summary: '' },
  page: { readme: '', licence: '', icon: 'package', links: [] },
  visibility: 'public',
  source: blankSource(),
  git: blankGit(),
});

const formOf = ({ name, slug, summary, readme, licence, icon, links, visibility, management }: Tool): ToolForm => ({
  about: { name, slug, summary },
  page: { readme, licence: licence ?? '', icon, links: links.map(({ label, url }) => ({ label, url })) },
  visibility,
  source: sourceOf(management?.source ?? null),
  git: gitOf(management?.git ?? null),
});

/** What the API is sent; rows of links that hold nothing are left out. */
function bodyOf({ about, page, visibility, source, git }: ToolForm) {
  return {
    slug: about.slug,
    name: about.name,
    summary: about.summary,
    readme: page.readme,
    licence: page.licence.trim() || null,
    icon: page.icon,
    links: filledLinks(page.links).map(({ label, url }) => ({ label, url: url.trim() })),
    visibility,
    source: sourceBody(source),
    git: gitBody(git),
  };
}

type Body = ReturnType<typeof bodyOf>;

/** What differs from what was loaded: the rest may have been changed by somebody else meanwhile, and stays as it is. */
function changesOf(loaded: Body, { slug: _, ...body }: Body): Partial<Omit<Body, 'slug'>> {
  const changed = (key: keyof typeof body) => JSON.stringify(body[key]) !== JSON.stringify(loaded[key]);
  return Object.fromEntries(Object.entries(body).filter(([key]) => changed(key as keyof typeof body)));
}

/** The rows that are sent, in their order: an issue's number is a place among these. */
export const filledLinks = (links: readonly LinkRow[]): LinkRow[] =>
  links.filter(({ label, url }) => label.trim() || url.trim());

/** The form of a new tool, or of `tool`; what was typed survives a reload until it is saved. */
export function useToolForm(tool: Tool | null) {
  const key = `bothy.draft.tool.${tool ? `${tool.slug}.${tool.updatedAt}` : 'new'}`;
  const start = tool ? formOf(tool) : blank();
  const before = JSON.stringify(start);
  const loaded = bodyOf(JSON.parse(before) as ToolForm);
  const form = reactive<ToolForm>({ ...start, ...readDraft(key) });
  // A new tool's slug follows its name until it is typed by hand.
  const own = reactive({ slug: tool !== null || form.about.slug !== slugOf(form.about.name) });
  watch(
    () => form.about.name,
    (name) => !own.slug && (form.about.slug = slugOf(name)),
  );
  watch(form, () => {
    const draft = JSON.stringify(form);
    if (draft === before) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, draft);
  });
  return {
    form,
    body: () => bodyOf(form),
    changes: () => changesOf(loaded, bodyOf(form)),
    changed: computed(() => JSON.stringify(form) !== before),
    ownSlug: () => (own.slug = true),
    forget: () => sessionStorage.removeItem(key),
  };
}

/** A draft of an older page may lack sections: then it is no draft of this form. */
function readDraft(key: string): Partial<ToolForm> {
  const text = sessionStorage.getItem(key);
  const draft = text ? (JSON.parse(text) as Partial<ToolForm>) : {};
  return draft.about && draft.page && draft.source && draft.git ? draft : {};
}
export type ToolFormState = ReturnType<typeof useToolForm>;
