import type { BotDefinition, Issue, ParamsSchema } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import { commandIssues, optionIssues } from '../../domain/command-line.js';
import { gitIssues } from '../../domain/git-source.js';
import { checkParams, schemaIssues } from '../../domain/params.js';
import { ScheduleKeeper } from '../schedules/schedule-keeper.js';
import { TeamSecrets } from '../secrets/team-secrets.js';

/** Looks at a definition as a whole: what each of its fields alone cannot tell. */
@Injectable()
export class BotChecks {
  constructor(
    private readonly secrets: TeamSecrets,
    private readonly schedules: ScheduleKeeper,
    private readonly config: Config,
  ) {}

  /** @throws InvalidRequest with all that is wrong. */
  async require(slug: string, definition: BotDefinition): Promise<void> {
    const issues = [...this.#ownIssues(definition), ...(await this.#secretIssues(slug, definition))];
    if (issues.length > 0) throw new InvalidRequest(issues);
  }

  #ownIssues(definition: BotDefinition): Issue[] {
    const { command, params, schedules } = definition;
    const inSchema = schemaIssues(params);
    // A schema that is wrong in itself makes nonsense of what is held to it.
    if (inSchema.length > 0) return inSchema;
    const defaults = checkParams(params, {}, { required: false }).values;
    return [
      ...commandIssues(command, params),
      ...optionIssues(command, { ...toBeGiven(params), ...defaults }).map(({ path, ...issue }) => ({
        ...issue,
        path: ['params', 'properties', path.at(-1) ?? '', 'default'],
      })),
      ...this.schedules.check(schedules, params),
      ...gitIssues(definition, this.config.gitProtocols),
      ...doubleNames(definition),
    ];
  }

  async #secretIssues(slug: string, { secrets, gitSource }: BotDefinition): Promise<Issue[]> {
    const refused = await this.secrets.ungranted(slug, secrets);
    const issues = refused.map(({ name, reason }) => ({
      path: ['secrets', secrets.indexOf(name)],
      message: reason,
      code: 'secret_not_granted',
    }));
    if (!gitSource || gitSource.secret === null) return issues;
    const [problem] = await this.secrets.ungranted(slug, [gitSource.secret]);
    if (!problem) return issues;
    return [...issues, { path: ['gitSource', 'secret'], message: problem.reason, code: 'secret_not_granted' }];
  }
}

/** What a run has to say stands in its argument as some text: what follows it does not begin the argument. */
const toBeGiven = ({ required }: ParamsSchema): Record<string, string> =>
  Object.fromEntries(required.map((name) => [name, 'x']));

function doubleNames({ secrets, env, webhook, params }: BotDefinition): Issue[] {
  const issue = (path: (string | number)[], message: string): Issue => ({ path, message, code: 'custom' });
  const twice = secrets.flatMap((name, at) => {
    if (secrets.indexOf(name) < at) return [issue(['secrets', at], `${name} stands here twice.`)];
    if (Object.hasOwn(env, name)) return [issue(['secrets', at], `${name} is set in the environment already.`)];
    return [];
  });
  const unknown = Object.keys(webhook?.mapping ?? {}).flatMap((name) =>
    Object.hasOwn(params.properties, name)
      ? []
      : [issue(['webhook', 'mapping', name], `There is no parameter "${name}".`)],
  );
  return [...twice, ...unknown];
}
