import type { BotDefinition, Issue } from '@bothy/contracts';

/** The protocol of a repository's address: `git@host:path` is ssh. Null when it is none that git would take for one. */
export function gitProtocol(url: string): string | null {
  if (url.startsWith('-') || /[\s\p{Cc}]/u.test(url)) return null;
  if (/^[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:[^/\\-][^\\]*$/.test(url)) return 'ssh';
  const protocol = /^([a-z][a-z0-9+.-]*):\/\/[^/-]/i.exec(url)?.[1]?.toLowerCase() ?? null;
  return protocol ?? (url.startsWith('file:///') ? 'file' : null);
}

/** What keeps a repository from being checked out; `allowed` as in `GIT_ALLOW_PROTOCOL`: `https:ssh`. */
export function gitIssues({ gitSource, command }: BotDefinition, allowed: string): Issue[] {
  if (gitSource === null) return [];
  const issue = (path: string[], message: string): Issue => ({ path, message, code: 'custom' });
  const protocol = gitProtocol(gitSource.url);
  const known = allowed.split(':');
  if (protocol === null || !known.includes(protocol)) {
    return [
      issue(['gitSource', 'url'], `Use an address that begins with ${known.map((name) => `${name}://`).join(' or ')}.`),
    ];
  }
  const issues: Issue[] = [];
  if (holdsCredentials(gitSource.url, protocol)) {
    const remedy = 'Leave the token or password out of the address: all may read it. Name a secret instead.';
    issues.push(issue(['gitSource', 'url'], remedy));
  }
  if (gitSource.secret !== null && protocol !== 'https' && protocol !== 'http') {
    issues.push(issue(['gitSource', 'secret'], 'A token is sent over https only.'));
  }
  if (command.workingDir.startsWith('/')) {
    issues.push(issue(['command', 'workingDir'], 'A repository is checked out into a fresh or a kept folder.'));
  }
  return issues;
}

/** Over ssh there is a name before the `@`, and at most a password is secret; elsewhere the name may itself be a token. */
const holdsCredentials = (url: string, protocol: string): boolean =>
  (protocol === 'ssh' ? /^[a-z0-9.+-]+:\/\/[^/]*:[^/]*@/i : /^[a-z0-9.+-]+:\/\/[^/]*@/i).test(url);
