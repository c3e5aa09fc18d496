import type { GitlabSettings } from './gitlab-api.js';
import type { LinkTold, ProjectTold } from './gitlab-shapes.js';

/** Where a link of a release leads. */
export type LinkTarget =
  | { readonly to: 'package'; readonly name: string; readonly version: string; readonly file: string }
  | { readonly to: 'package-file'; readonly id: number }
  /** Behind `/api/v4`. */
  | { readonly to: 'api'; readonly path: string }
  | { readonly to: 'elsewhere'; readonly url: string };

/** Where the project is reached: in the API, and by people. */
export interface ProjectPlace {
  readonly source: GitlabSettings;
  /** Null: GitLab does not tell. */
  readonly project: ProjectTold | null;
}

export const projectPath = ({ projectId }: Pick<GitlabSettings, 'projectId'>): string =>
  `/projects/${encodeURIComponent(projectId)}`;

/**
 * Of a generic package: docs.gitlab.com/user/packages/generic_packages, "Download a single file". Null: its name would
 * lead to something else.
 */
export const packageFilePath = (source: GitlabSettings, name: string, version: string, file: string): string | null => {
  const parts = [name, version, ...file.split('/')];
  if (parts.some((part) => ['', '.', '..'].includes(part))) return null;
  return `${projectPath(source)}/packages/generic/${parts.map(encodeURIComponent).join('/')}`;
};

/**
 * What pages for people give only to who is signed in is asked of the API instead, which takes a token. Null: it cannot be
 * asked for over HTTP.
 */
export const targetOf = (place: ProjectPlace, tag: string, link: LinkTold): LinkTarget | null => {
  const url = httpUrl(link.url);
  if (!url) return null;
  const known = inGitlab(place, url);
  if (known) return known;
  const permalink = link.direct_asset_url ? httpUrl(link.direct_asset_url) : null;
  const direct = permalink && inGitlab(place, permalink);
  // Such a link has a path of its own, by which the API knows where it leads today.
  return direct?.to === 'api' && direct.path.includes(`/releases/${encodeURIComponent(tag)}/downloads/`)
    ? direct
    : { to: 'elsewhere', url: url.href };
};

/**
 * What an address stands for that the project gives away as a file, behind `/api/v4`. Null: the token is not to be shown
 * there.
 */
export const givenAwayAt = (source: GitlabSettings, url: URL): string | null => {
  const target = inGitlab({ source, project: null }, url);
  if (target?.to === 'package') return packageFilePath(source, target.name, target.version, target.file);
  return target?.to === 'api' ? target.path : null;
};

const httpUrl = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.username === '' && url.password === '';
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
};

/** Null: it does not lie in this GitLab, or only pages for people have it. */
const inGitlab = ({ source, project }: ProjectPlace, url: URL): LinkTarget | null => {
  const base = new URL(source.baseUrl.replace(/\/+$/, ''));
  const prefix = base.pathname === '/' ? '' : base.pathname;
  if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) return null;
  const path = url.pathname.slice(prefix.length);
  if (path.startsWith('/api/v4/')) return inApi(source, project, `${path.slice('/api/v4'.length)}${url.search}`);
  const pages = `/${project?.path_with_namespace ?? source.projectId}/-`;
  return path.startsWith(`${pages}/`) ? onPage(source, path.slice(pages.length)) : null;
};

/**
 * Whoever may write releases could else have the token read to everybody what they may not see themselves: it goes along
 * for what this project gives away as files, and for nothing else.
 */
const isGivenAway = /^\/(packages\/|jobs\/\d+\/artifacts|releases\/[^/]+\/downloads\/|repository\/archive)/;

const inApi = (source: GitlabSettings, project: ProjectTold | null, path: string): LinkTarget | null => {
  const [, id = '', rest = ''] = /^\/projects\/([^/]+)(\/.+)$/.exec(path) ?? [];
  const ours = [source.projectId, ...(project ? [project.id, project.path_with_namespace] : [])].map(String);
  if (!ours.includes(decoded(id)) || !isGivenAway.test(rest) || leadsUp(rest)) return null;
  const found = /^\/packages\/generic\/([^/]+)\/([^/]+)\/([^?]+)/.exec(rest);
  const [name, version, file] = (found ?? []).slice(1).map(decoded);
  const isPackage = name !== undefined && version !== undefined && file !== undefined;
  return isPackage ? { to: 'package', name, version, file } : { to: 'api', path };
};

/** However it is written: whoever stands before GitLab may read it in another way. */
const leadsUp = (path: string): boolean =>
  decoded(path.replace(/\?.*$/s, ''))
    .split(/[/\\]/)
    .some((part) => part === '..' || part === '.');

const onPage = (source: GitlabSettings, page: string): LinkTarget | null => {
  const fileId = /^\/package_files\/(\d{1,15})\/download$/.exec(page)?.[1];
  if (fileId !== undefined) return { to: 'package-file', id: Number(fileId) };
  const artifact = /^\/jobs\/(\d{1,15})\/artifacts\/(?:raw|file)\/(.+)$/.exec(page);
  if (artifact) return { to: 'api', path: `${projectPath(source)}/jobs/${artifact[1]}/artifacts/${artifact[2]}` };
  const asset = /^\/releases\/(.+)\/downloads\/(.+)$/.exec(page);
  if (!asset) return null;
  const tag = encodeURIComponent(decoded(asset[1] ?? ''));
  return { to: 'api', path: `${projectPath(source)}/releases/${tag}/downloads/${asset[2]}` };
};

/** What is no text in this coding stands for itself. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
};

/** The last part of an address that leads to a file; null where there is none. */
export const lastPartOf = (url: string): string | null => {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  const last = decoded(path.slice(path.lastIndexOf('/') + 1));
  return last === '' ? null : last;
};
