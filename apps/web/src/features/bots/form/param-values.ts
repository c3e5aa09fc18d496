import type { Issue, Param, ParamsSchema } from '@bothy/contracts';
import type { Checks } from '../../../app/forms/use-issues.js';

/** Parameters as fields hold them: texts as they are typed, and what is ticked. */
export type ParamValues = Record<string, string | boolean>;

/** What the fields show at first: what is `given`, else the defaults. Secrets are never shown again. */
export function valuesOf(schema: ParamsSchema, given: Readonly<Record<string, unknown>> = {}): ParamValues {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, param]) => {
      const value = given[name] ?? defaultOf(param);
      if (param.type === 'boolean') return [name, value === true];
      return [name, param.type === 'secret' || value === undefined || value === null ? '' : String(value)];
    }),
  );
}

/**
 * What the API is sent. What is left empty is left out, and the server puts the default there; only a text that has a
 * default can be made empty on purpose. With `sparse`, what is as the default is left out as well.
 */
export function paramsOf(schema: ParamsSchema, values: ParamValues, sparse = false): Record<string, unknown> {
  const given = Object.entries(schema.properties).flatMap(([name, param]) => {
    const value = valueOf(param, values[name]);
    const required = schema.required.includes(name);
    if (value === undefined) return [];
    if (sparse && value === (defaultOf(param) ?? (param.type === 'boolean' && !required ? false : undefined)))
      return [];
    return [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** What is wrong with the values, at `params` and the name; patterns and formats are the server's to judge. */
export function paramProblems(schema: ParamsSchema, values: ParamValues): Issue[] {
  return Object.entries(schema.properties).flatMap(([name, param]) => {
    const message = problemOf(param, values[name], schema.required.includes(name));
    return message ? [{ path: ['params', name], message }] : [];
  });
}

/** Checks `ParamValues`; what it gives is what the API is sent. */
export const checksOfParams = (schema: ParamsSchema): Checks<Record<string, unknown>> => ({
  safeParse(value) {
    const values = value as ParamValues;
    const issues = paramProblems(schema, values);
    return issues.length ? { success: false, error: { issues } } : { success: true, data: paramsOf(schema, values) };
  },
});

export const hasParams = (schema: ParamsSchema): boolean => Object.keys(schema.properties).length > 0;

/** Whether it can be run without asking for anything. */
export const runsByItself = (schema: ParamsSchema): boolean =>
  schema.required.every((name) => {
    const param = schema.properties[name];
    return param !== undefined && defaultOf(param) !== undefined;
  });

export const defaultOf = (param: Param): string | number | boolean | undefined =>
  param.type === 'secret' ? undefined : param.default;

function valueOf(param: Param, value: string | boolean | undefined): string | number | boolean | undefined {
  if (param.type === 'boolean') return value === true;
  const text = String(value ?? '');
  if (param.type === 'string' && text === '' && param.default && !param.enum) return '';
  if (text.trim() === '') return undefined;
  return param.type === 'integer' || param.type === 'number' ? numberOf(text) : text;
}

/** NaN where it is none. */
export const numberOf = (text: string): number => (text.trim() ? Number(text.trim().replace(',', '.')) : Number.NaN);

function problemOf(param: Param, value: string | boolean | undefined, required: boolean): string | null {
  if (param.type === 'boolean') return null;
  const text = String(value ?? '');
  if (text.trim() === '') return required ? (hasChoices(param) ? 'Choose one.' : 'Fill this in.') : null;
  if (param.type === 'string') return lengthProblem(param, text);
  return param.type === 'secret' ? null : numberProblem(param, numberOf(text));
}

const hasChoices = (param: Param) => 'enum' in param && param.enum !== undefined;

function lengthProblem({ minLength = 0, maxLength }: { minLength?: number; maxLength?: number }, text: string) {
  if (text.length < minLength) return `Use at least ${minLength} characters.`;
  return maxLength !== undefined && text.length > maxLength ? `Use ${maxLength} characters at most.` : null;
}

function numberProblem(param: { type: string; minimum?: number; maximum?: number }, value: number): string | null {
  if (!Number.isFinite(value)) return 'Write a number, such as 20.';
  if (param.type === 'integer' && !Number.isInteger(value)) return 'Write a whole number, such as 20.';
  if (param.minimum !== undefined && value < param.minimum) return `Use ${param.minimum} or more.`;
  return param.maximum !== undefined && value > param.maximum ? `Use ${param.maximum} or less.` : null;
}
