import type { GitUpstream, ToolSource } from '@bothy/contracts';

export const sourceKinds = { none: 'None', gitlab: 'GitLab', directory: 'Folder', bot: 'Bot' } as const;
export type SourceKind = keyof typeof sourceKinds;

/** Where versions come from, as it is typed; what belongs to another kind is kept until the form is saved. */
export interface SourcePart {
  kind: SourceKind;
  baseUrl: string;
  projectId: string;
  /** Name of the secret that holds the token. */
  tokenName: string;
  path: string;
  bot: string;
}

/** Where clones come from, as it is typed. */
export interface GitPart {
  on: boolean;
  url: string;
  username: string;
  /** Name of the secret that holds the token. */
  tokenName: string;
}

export const blankSource = (): SourcePart => ({
  kind: 'none',
  baseUrl: '',
  projectId: '',
  tokenName: '',
  path: '',
  bot: '',
});

export const blankGit = (): GitPart => ({ on: false, url: '', username: '', tokenName: '' });

export function sourceOf(source: ToolSource | null): SourcePart {
  if (!source) return blankSource();
  if (source.kind === 'directory') return { ...blankSource(), kind: 'directory', path: source.path };
  if (source.kind === 'bot') return { ...blankSource(), kind: 'bot', bot: source.bot };
  const { baseUrl, projectId, tokenSecret = '' } = source;
  return { ...blankSource(), kind: 'gitlab', baseUrl, projectId: String(projectId), tokenName: tokenSecret };
}

export function sourceBody(part: SourcePart): ToolSource | null {
  if (part.kind === 'none') return null;
  if (part.kind === 'directory') return { kind: 'directory', path: part.path.trim() };
  if (part.kind === 'bot') return { kind: 'bot', bot: part.bot };
  const project = part.projectId.trim();
  return {
    kind: 'gitlab',
    baseUrl: part.baseUrl.trim(),
    projectId: /^\d{1,15}$/.test(project) ? Number(project) : project,
    ...(part.tokenName.trim() && { tokenSecret: part.tokenName.trim() }),
  };
}

export const gitOf = (git: GitUpstream | null): GitPart =>
  git ? { on: true, url: git.url, username: git.username ?? '', tokenName: git.tokenSecret ?? '' } : blankGit();

export function gitBody(part: GitPart): GitUpstream | null {
  if (!part.on) return null;
  return {
    url: part.url.trim(),
    ...(part.username.trim() && { username: part.username.trim() }),
    ...(part.tokenName.trim() && { tokenSecret: part.tokenName.trim() }),
  };
}

/** The server that an address leads to ("https://git.example"); undefined for what is no address yet. */
export function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
