import { type Command, type Issue, paramReference, type ParamsSchema, paramsIn, paramVariable } from '@bothy/contracts';
import { codePlaces } from './code-arguments.js';

const at = (index: number): (string | number)[] => ['command', 'argv', index];
const issue = (path: (string | number)[], message: string): Issue => ({ path, message, code: 'custom' });

/**
 * What keeps a command from taking parameters as it says. A value is data: never a program, a script or an option, and
 * a secret one never stands where every process of the machine can read it.
 */
export function commandIssues({ argv, shell }: Command, schema: ParamsSchema): Issue[] {
  const code = codePlaces(argv);
  return argv.flatMap((argument, index) =>
    paramsIn(argument).flatMap((name) => {
      const param = schema.properties[name];
      if (shell) {
        const instead = `Read it as "$${paramVariable(name)}" instead.`;
        return [
          issue(at(index), `A shell command takes no {{params.${name}}}: its value could be a command. ${instead}`),
        ];
      }
      if (index === 0) return [issue(at(index), 'The program itself cannot be a parameter.')];
      if (!param) return [issue(at(index), `There is no parameter "${name}".`)];
      if (code.has(index)) {
        const instead = `Read it as ${paramVariable(name)} there, or give it behind the script.`;
        return [issue(at(index), `Here {{params.${name}}} would be taken for code. ${instead}`)];
      }
      if (param.type !== 'secret') return [];
      const instead = `The bot finds it as ${paramVariable(name)}.`;
      return [issue(at(index), `A secret is no part of an argument: all processes can read those. ${instead}`)];
    }),
  );
}

/**
 * The arguments with their parameters put in. An argument that is nothing but a parameter without a value is left out;
 * within an argument, one without a value is empty.
 */
export function renderArgv(
  { argv, shell }: Pick<Command, 'argv' | 'shell'>,
  values: Readonly<Record<string, unknown>>,
): string[] {
  if (shell) return ['/bin/sh', '-c', argv[0]!, 'sh', ...argv.slice(1)];
  return argv.flatMap((argument) => {
    const alone = aloneIn(argument);
    if (alone !== null && !Object.hasOwn(values, alone)) return [];
    return [rendered(argument, values)];
  });
}

/**
 * Values that make an option of an argument that is none: a program would not take them for what they are. The rendered
 * argument tells, as a value in front may be empty.
 */
export function optionIssues({ argv, shell }: Command, values: Readonly<Record<string, unknown>>): Issue[] {
  if (shell) return [];
  return argv.flatMap((argument) => {
    if (argument.startsWith('-') || !rendered(argument, values).startsWith('-')) return [];
    const first = paramsIn(argument).find((name) => textIn(values, name) !== '');
    if (first === undefined) return [];
    const remedy = 'The argument begins with a hyphen by it, and would be taken for an option.';
    return [issue(['params', first], remedy)];
  });
}

/** The variables by which a bot finds its parameters. */
export function paramVariables(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [paramVariable(name), textOf(value)]));
}

const aloneIn = (argument: string): string | null =>
  new RegExp(`^${paramReference.source}$`).exec(argument)?.[1] ?? null;

const rendered = (argument: string, values: Readonly<Record<string, unknown>>): string =>
  argument.replace(paramReference, (_, name: string) => textIn(values, name));

const textIn = (values: Readonly<Record<string, unknown>>, name: string): string =>
  Object.hasOwn(values, name) ? textOf(values[name]) : '';

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
