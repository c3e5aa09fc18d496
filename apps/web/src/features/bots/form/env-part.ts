import type { Bot, BotInput, Issue } from '@bothy/contracts';

/** A name and a value beside it, in a list. */
export interface Pair {
  name: string;
  value: string;
}

/** What reaches the program; secrets are those of the team, by name. */
export interface EnvPart {
  env: Pair[];
  secrets: string[];
}

export const blankEnv = (): EnvPart => ({ env: [], secrets: [] });

export const envOf = ({ env, secrets }: Bot): EnvPart => ({
  env: pairsOf(env),
  secrets: [...secrets],
});

export const envBody = ({ env, secrets }: EnvPart): Pick<BotInput, 'env' | 'secrets'> => ({
  env: recordOf(env),
  secrets,
});

export const envProblems = ({ env }: EnvPart): Issue[] => repeatsIn('env', env);

export const pairsOf = (record: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

/** Rows in which nothing stands are left out. */
export const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.filter((each) => each.name || each.value).map((each) => [each.name, each.value]));

/** Of two values under one name one would be lost. At `form`, the list and the place in it. */
export function repeatsIn(list: string, rows: readonly { readonly name: string }[]): Issue[] {
  const names = rows.map(({ name }) => name);
  return names.flatMap((name, n) =>
    name && names.indexOf(name) < n
      ? [{ path: ['form', list, n], message: 'This name stands above already. Use each once.' }]
      : [],
  );
}
