import type { ParamsSchema, Webhook } from '@bothy/contracts';
import { checkParams } from '../params.js';
import type { DeliveryFacts } from './delivery-facts.js';
import type { HookPayload } from './hook-payload.js';
import { atPointer } from './json-pointer.js';

/** Why a delivery was not asked for, in a sentence; null where it was. */
export const filteredBecause = (
  { events, filter }: Pick<Webhook, 'events' | 'filter'>,
  { event, otherNames, isProbe }: DeliveryFacts,
  { value }: HookPayload,
): string | null => {
  const names = [...(event === null ? [] : [event]), ...otherNames];
  const isNamed = names.some((name) => events.includes(name));
  if (isProbe && !isNamed) return 'The provider asked whether this address is right.';
  if (events.length > 0 && !isNamed) return `The event ${event ?? 'has no name and so'} was not asked for.`;
  for (const [pointer, wanted] of Object.entries(filter)) {
    const found = atPointer(value, pointer);
    const isWanted = Array.isArray(wanted) ? wanted.some((each) => each === found) : wanted === found;
    if (!isWanted) return `What stands at ${pointer === '' ? 'the root' : pointer} was not asked for.`;
  }
  return null;
};

export interface MappedParams {
  readonly params: Record<string, unknown>;
  /** What is wrong with them, in a sentence; null where nothing is. */
  readonly problem: string | null;
}

/** Takes a run's parameters out of a payload; what is not there, or null, is not given. */
export const mapParams = (mapping: Webhook['mapping'], schema: ParamsSchema, payload: HookPayload): MappedParams => {
  if (payload.problem !== null) return { params: {}, problem: payload.problem };
  const given: Record<string, unknown> = {};
  for (const [name, pointer] of Object.entries(mapping)) {
    const value = atPointer(payload.value, pointer);
    if (value !== undefined && value !== null) given[name] = value;
  }
  try {
    const { values, secrets, issues } = checkParams(schema, given, { coerce: true });
    const problem = issues.map(({ path, message }) => `${path.at(-1) ?? ''}: ${message}`).join(' ');
    return { params: { ...values, ...secrets }, problem: problem === '' ? null : problem };
  } catch (error) {
    // Written as text, a value that nests without end takes more stack than there is.
    if (error instanceof RangeError) return { params: {}, problem: 'A value of the payload nests too deep.' };
    throw error;
  }
};
