import type { Run, hiddenParam } from '@bothy/contracts';

/** As the contract has it; only its type is taken from there. */
const hidden: typeof hiddenParam = '[secret]';

export const isSecret = (value: unknown): boolean => value === hidden;

/** Names of the parameters whose values are not kept: to run again they must be given anew. */
export const secretParams = (run: Pick<Run, 'params'>): string[] =>
  Object.entries(run.params).flatMap(([name, value]) => (isSecret(value) ? [name] : []));
