import { z } from 'zod';
import { secretName } from '../bots/names.js';
import { instant, oneLine, page, pageQuery, slug } from '../common.js';

export const toolVisibility = z.enum(['public', 'members']);
export type ToolVisibility = z.infer<typeof toolVisibility>;

/** Marks that a tool may wear; the page draws them. */
export const toolIcons = ['package', 'terminal', 'gamepad', 'hammer', 'server', 'puzzle', 'book', 'bot'] as const;
export const toolIcon = z.enum(toolIcons);
export type ToolIcon = z.infer<typeof toolIcon>;

const httpUrl = z.url({ protocol: /^https?$/, error: 'Write an address such as https://example.org/page.' }).max(1000);
const holdsCredentials = (text: string): boolean => /^[a-z]+:\/\/[^/?#]*@/i.test(text);
/** Credentials in an address would lie in the database in clear; that is what secrets are for. */
const upstreamUrl = httpUrl.refine(
  (text) => !holdsCredentials(text) && !/[?#]/.test(text),
  'Write the address without user, password, query or fragment; a secret holds the token.',
);

/** `<version>/<file>` in a folder of the server, under one that `BOTHY_CATALOG_ROOTS` lists. */
export const directorySource = z.strictObject({
  kind: z.literal('directory'),
  /** Absolute. */
  path: z.string().min(1).max(1000).startsWith('/', 'Write the whole path, from / on.'),
});
/** Releases of a project, with the files that they link to and its generic packages of the same version. */
export const gitlabSource = z.strictObject({
  kind: z.literal('gitlab'),
  /** Where GitLab is reached, without `/api/v4`. */
  baseUrl: upstreamUrl,
  /** The number of the project, or its path (`group/project`). */
  projectId: z.union([
    z.int().positive(),
    z
      .string()
      .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'Write a number, or a path such as group/project.')
      .max(300),
  ]),
  /** Name of a secret that may be sent to GitLab's origin: a token with `read_api`. */
  tokenSecret: secretName.optional(),
});
/** What the runs of a bot leave behind: each run that succeeded and left files is a version. */
export const botSource = z.strictObject({ kind: z.literal('bot'), bot: slug });
export const toolSource = z.discriminatedUnion('kind', [directorySource, gitlabSource, botSource]);
export type ToolSource = z.infer<typeof toolSource>;

/** Where clones come from. */
export const gitUpstream = z.strictObject({
  url: upstreamUrl,
  /** Goes with the token; GitLab takes any. */
  username: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^:\p{Cc}]+$/u, 'A user name has no colon.')
    .optional(),
  /** Name of a secret that may be sent to this origin. */
  tokenSecret: secretName.optional(),
});
export type GitUpstream = z.infer<typeof gitUpstream>;

const toolLink = z.strictObject({
  label: oneLine(60),
  url: httpUrl.refine((text) => !holdsCredentials(text), 'Write the address without a user or a password.'),
});

const written = {
  name: oneLine(100),
  /** One sentence. */
  summary: oneLine(300),
  /** Markdown. */
  readme: z.string().max(200_000),
  /** As SPDX writes it, such as `MIT`. */
  licence: oneLine(100).nullable(),
  icon: toolIcon,
  links: z.array(toolLink).max(20),
  visibility: toolVisibility,
};

/** Addresses of the page itself lie beside those of tools. */
const toolSlug = slug.refine((text) => text !== 'new', 'This name is taken by the page for new tools.');

export const toolBody = z.strictObject({
  slug: toolSlug,
  ...written,
  readme: written.readme.default(''),
  licence: written.licence.default(null),
  icon: written.icon.default('package'),
  links: written.links.default([]),
  visibility: written.visibility.default('public'),
  source: toolSource.nullable().default(null),
  git: gitUpstream.nullable().default(null),
});
export type ToolBody = z.infer<typeof toolBody>;

/** What is left out stays as it is. */
export const toolPatch = z
  .strictObject({ ...written, source: toolSource.nullable(), git: gitUpstream.nullable() })
  .partial();
export type ToolPatch = z.infer<typeof toolPatch>;

export const toolFile = z.object({
  name: z.string(),
  /** Null until the source told, or the file was read once. */
  sizeBytes: z.int().nullable(),
  /** In hex; null as for the size. */
  sha256: z.string().nullable(),
  contentType: z.string(),
  /** Where it is downloaded, whole address. */
  url: z.string(),
  /** By people, so far. */
  downloads: z.int(),
});
export type ToolFile = z.infer<typeof toolFile>;

export const toolVersion = z.object({
  version: z.string(),
  /** What the release is called; the version where it has no name. */
  name: z.string(),
  releasedAt: instant,
  /** Markdown. */
  notes: z.string(),
  prerelease: z.boolean(),
  files: z.array(toolFile),
});
export type ToolVersion = z.infer<typeof toolVersion>;

/** How it stands with the source of a tool. */
export const toolFreshness = z.object({
  /** When the source was last asked with success; null: never. */
  syncedAt: instant.nullable(),
  /** The source could not be asked when its turn came: what is shown is as old as `syncedAt`. */
  stale: z.boolean(),
});

/** For those who may change it. */
export const toolManagement = z.object({
  source: toolSource.nullable(),
  git: gitUpstream.nullable(),
  /** When the source was last asked, whatever came of it. */
  triedAt: instant.nullable(),
  nextSyncAt: instant.nullable(),
  /** Why the last try failed, in a sentence. */
  problem: z.string().nullable(),
  /** Where GitLab may tell of releases; it sends the token that was made for it. */
  webhookUrl: z.string(),
  hasWebhookToken: z.boolean(),
});
export type ToolManagement = z.infer<typeof toolManagement>;

export const toolSummary = z.object({
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  licence: z.string().nullable(),
  icon: toolIcon,
  visibility: toolVisibility,
  /** The newest version that is no prerelease. */
  latest: z.object({ version: z.string(), releasedAt: instant }).nullable(),
  /** By people, of all versions. */
  downloads: z.int(),
  clones: z.int(),
  /** For `git clone`; null where nothing can be cloned. */
  cloneUrl: z.string().nullable(),
  freshness: toolFreshness,
  createdAt: instant,
  updatedAt: instant,
});
export type ToolSummary = z.infer<typeof toolSummary>;

export const tool = toolSummary.extend({
  readme: z.string(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  /** The newest first. */
  versions: z.array(toolVersion),
  /** Null for those who may only look. */
  management: toolManagement.nullable(),
});
export type Tool = z.infer<typeof tool>;

export const toolListQuery = pageQuery.extend({ search: z.string().trim().max(100).optional() });
export const toolPage = page(toolSummary);

/** What asking the source brought. */
export const syncResult = z.object({
  syncedAt: instant,
  /** The source said that nothing changed. */
  unchanged: z.boolean(),
  versions: z.int(),
  files: z.int(),
  /** Versions that are new, and those that the source does not have any more. */
  added: z.int(),
  withdrawn: z.int(),
  /** Files that are not served, and why, in sentences. */
  notes: z.array(z.string()),
});
export type SyncResult = z.infer<typeof syncResult>;

/** Shown once. */
export const webhookToken = z.object({ url: z.string(), token: z.string() });
