import type { GitCheckout, StartOrder } from '@bothy/contracts/runner';
import { StartProblem } from './start-problem.js';

/** Exit codes of the script that are none of git's. */
const refusals = { another: 90, notEmpty: 91, noCommit: 92 };
const sentences: Record<number, string> = {
  [refusals.another]: 'The working folder holds another repository.',
  [refusals.notEmpty]: 'The working folder is not empty, and not a clone of the repository.',
  [refusals.noCommit]: 'The repository has no such commit.',
};

const hash = /^[0-9a-f]{7,64}$/;

/**
 * `$1` address, `$2` what to fetch, `$3` what it is called if that cannot be fetched by itself (the beginning of a
 * hash), `$4` `mend` where the folder is ours to mend.
 *
 * A kept folder was in the hands of the bot: its configuration and hooks could make git run anything, with the token
 * at hand. So they are made anew, and the address is given rather than looked up.
 */
const script = `
if [ -d .git ] && [ ! -L .git ]; then
  origin=$(git config --file .git/config --get remote.origin.url)
  [ "$origin" = "$1" ] || { [ -z "$origin" ] && [ "$4" = mend ]; } || exit ${refusals.another}
  rm -f .git/index.lock .git/shallow.lock .git/HEAD.lock
  [ "$4" = mend ] && { rm -rf .git/config .git/config.worktree .git/hooks .git/info .git/modules || exit 1; }
elif [ -n "$(ls -A)" ]; then
  exit ${refusals.notEmpty}
fi
git init --quiet || exit
git config --local --get remote.origin.url >/dev/null || git remote add origin "$1" || exit
if ! git fetch --depth 1 --no-tags --no-recurse-submodules -- "$1" "$2"; then
  [ -n "$3" ] || exit 1
  git fetch --no-recurse-submodules -- "$1" '+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*' || exit
  git rev-parse --verify --quiet "$3^{commit}" > .git/FETCH_HEAD || exit ${refusals.noCommit}
fi
git checkout --quiet --force --detach FETCH_HEAD && git reset --quiet --hard && git clean --quiet -ffd || exit
git log -1 --format='%h %s'
`;

/** A command that checks the repository out into the folder it is started in. */
export interface CheckoutCommand {
  argv: string[];
  env: Record<string, string>;
}

/** @throws {StartProblem} where the address is one that git is not given. */
export function checkoutCommand(git: GitCheckout, workingDir: StartOrder['workingDir']): CheckoutCommand {
  refuse(git.url);
  const ref = git.ref ?? 'HEAD';
  if (ref.startsWith('-')) throw new StartProblem(`The name ${ref} is not one of a branch, tag or commit.`, 126);
  const short = hash.test(ref) ? ref : '';
  const mend = workingDir.kind === 'path' ? 'leave' : 'mend';
  return { argv: ['/bin/sh', '-c', script, 'sh', git.url, ref, short, mend], env: gitEnvironment(git) };
}

export const checkoutInWords = ({ url, ref }: GitCheckout): string =>
  ref === null ? `Checking out ${url}` : `Checking out ${url} ${ref}`;

export const checkoutFailureInWords = (exitCode: number | null): string =>
  `The checkout failed. ${sentences[exitCode ?? 0] ?? `Git ended with exit code ${exitCode}.`}`;

function refuse(url: string): void {
  if (url.startsWith('-')) throw new StartProblem(`${url} is not the address of a repository.`, 126);
  const [, scheme = '', user = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)@/i.exec(url) ?? [];
  // `ssh://git@host` names the user to log in as; a password has no place in any address.
  if (scheme === '' || (scheme.toLowerCase() === 'ssh' && !user.includes(':'))) return;
  throw new StartProblem('The address of the repository holds a user or password. Use a secret for it.', 126);
}

/** Git takes settings from here alone, and the token for its own origin only. None of it is written down or an argument. */
function gitEnvironment({ url, token, protocols }: GitCheckout): Record<string, string> {
  const settings: [string, string][] = [
    ['advice.detachedHead', 'false'],
    ['init.defaultBranch', 'main'],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['credential.helper', ''],
    ['submodule.recurse', 'false'],
    ['safe.directory', '*'],
    ['gc.auto', '0'],
  ];
  if (token !== null && /^https?:\/\//i.test(url)) {
    const credentials = Buffer.from(`oauth2:${token}`).toString('base64');
    settings.push([`http.${new URL(url).origin}/.extraHeader`, `Authorization: Basic ${credentials}`]);
  }
  return {
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}
