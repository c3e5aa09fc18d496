import type { GitUpstream, Issue, ToolPatch, ToolSource } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import { GuardedClient } from '../../../../platform/http/guarded-client.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { TeamSecrets } from '../../../bots/index.js';
import { botNotReadable } from '../../tools.errors.js';
import { SourceBook } from '../sources/source-book.js';
import { literalIssue } from './literal-issue.js';

/** Looks at where a tool comes from: what its shape alone cannot tell. */
@Injectable()
export class ToolChecks {
  constructor(
    private readonly sources: SourceBook,
    private readonly secrets: TeamSecrets,
    private readonly client: GuardedClient,
  ) {}

  /**
   * Only what is given.
   *
   * @throws InvalidRequest with all that is wrong; DomainError `forbidden` for a bot that may not be seen.
   */
  async require({ source, git }: Pick<ToolPatch, 'source' | 'git'>, who: Principal): Promise<void> {
    if (source?.kind === 'bot' && !mayRead(source.bot, who)) throw botNotReadable(source.bot);
    const issues = [
      ...(source ? await issuesOf(() => this.sources.check(source), fieldOf(source)) : []),
      ...(git ? await this.#gitIssues(git) : []),
    ];
    if (issues.length > 0) throw new InvalidRequest(issues);
  }

  async #gitIssues({ url, tokenSecret }: GitUpstream): Promise<Issue[]> {
    const literal = literalIssue(url, this.client.policy);
    if (literal !== null) return [{ path: ['git', 'url'], message: literal, code: 'custom' }];
    if (tokenSecret === undefined) return [];
    // Its value is not looked at: whether it may be sent there is all that is asked.
    return issuesOf(
      () => this.secrets.tokenForOrigin(tokenSecret, url),
      () => ['git', 'tokenSecret'],
    );
  }
}

const mayRead = (bot: string, { permissions, botScopes }: Principal): boolean =>
  permissions.has('bots:read') && (botScopes?.includes(bot) ?? true);

/** What refuses for a reason that can be mended, said of a field. */
const issuesOf = async (check: () => Promise<unknown>, fieldOf: (code: string) => Issue['path']): Promise<Issue[]> => {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof InvalidRequest) return [...error.issues];
    if (!(error instanceof DomainError) || !mendable.has(error.kind)) throw error;
    return [{ path: fieldOf(error.code), message: error.message, code: error.code }];
  }
};

const mendable: ReadonlySet<DomainError['kind']> = new Set(['invalid', 'not-found', 'conflict', 'unprocessable']);

const fieldOf =
  ({ kind }: ToolSource) =>
  (code: string): Issue['path'] => {
    if (kind === 'gitlab') return ['source', code.startsWith('secret_') ? 'tokenSecret' : 'baseUrl'];
    return ['source', kind === 'bot' ? 'bot' : 'path'];
  };
