import { hiddenParam, type Issue, type Param, type ParamsSchema } from '@bothy/contracts';
import { RE2JS } from 're2js';

export interface CheckedParams {
  /** With the defaults; of a secret one only that it was given ({@link hiddenParam}). */
  values: Record<string, unknown>;
  secrets: Record<string, string>;
  /** At `params.<name>`. */
  issues: Issue[];
}

export interface CheckOptions {
  /** Whether what is required must be there; true unless said otherwise. */
  readonly required?: boolean;
  /** For values that come as text from elsewhere: "5" is a number where one is wanted. */
  readonly coerce?: boolean;
  /** What keeps a value from being a secret, in a sentence; null where nothing does. */
  readonly secretProblem?: (value: string) => string | null;
}

/** Holds given parameters to a bot's schema. */
export function checkParams(
  schema: ParamsSchema,
  given: Readonly<Record<string, unknown>>,
  { required = true, coerce = false, secretProblem = () => null }: CheckOptions = {},
): CheckedParams {
  const checked: CheckedParams = { values: {}, secrets: {}, issues: [] };
  const complain = (name: string, message: string) =>
    checked.issues.push({ path: ['params', name], message, code: 'custom' });
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(schema.properties, name)) complain(name, 'The bot has no parameter of this name.');
  }
  for (const [name, param] of Object.entries(schema.properties)) {
    // Not what every object has: a parameter may be called `constructor`.
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = coerce ? coerced(param, raw) : raw;
    if (value === undefined || value === null) {
      if ('default' in param && param.default !== undefined) checked.values[name] = param.default;
      else if (required && schema.required.includes(name)) complain(name, 'This parameter is needed.');
      continue;
    }
    const problem = problemOf(param, value) ?? (param.type === 'secret' ? secretProblem(String(value)) : null);
    if (problem !== null) complain(name, problem);
    else if (param.type !== 'secret') checked.values[name] = value;
    else {
      checked.secrets[name] = String(value);
      checked.values[name] = hiddenParam;
    }
  }
  return checked;
}

/** What is wrong with a value, in a sentence; null where nothing is. */
export function problemOf(param: Param, value: unknown): string | null {
  switch (param.type) {
    case 'secret':
      return typeof value === 'string' ? textProblem(value) : 'Give a text.';
    case 'string':
      return typeof value === 'string' ? (textProblem(value) ?? stringProblem(param, value)) : 'Give a text.';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'Give true or false.';
    case 'integer':
      return Number.isSafeInteger(value) ? numberProblem(param, value as number) : 'Give a whole number.';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? numberProblem(param, value) : 'Give a number.';
  }
}

const longestText = 32_768;

function textProblem(value: string): string | null {
  if (value.includes('\0')) return 'A NUL character cannot be passed to a program.';
  if (/\p{Surrogate}/u.test(value)) return 'This is no well-formed text.';
  return value.length > longestText ? `Use ${longestText} characters at most.` : null;
}

function stringProblem(param: Param & { type: 'string' }, value: string): string | null {
  const { minLength = 0, maxLength = longestText, pattern, format } = param;
  if (param.enum && !param.enum.includes(value)) return choicesOf(param.enum);
  if (value.length < minLength) return `Use ${minLength} characters or more.`;
  if (value.length > maxLength) return `Use ${maxLength} characters at most.`;
  if (pattern !== undefined && !matcherOf(pattern).matcher(value).find()) return `It must match ${pattern}.`;
  const formatProblem = format && formatProblems[format];
  return formatProblem ? formatProblem(value) : null;
}

const formatProblems: Partial<Record<string, (value: string) => string | null>> = {
  email: (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? null : 'Give a mail address.'),
  uri: (value) => (URL.canParse(value) ? null : 'Give an address, such as https://example.org.'),
  date: (value) =>
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? null : 'Give a date, such as 2026-11-21.',
};

function numberProblem(param: Param & { type: 'integer' | 'number' }, value: number): string | null {
  if (param.enum && !param.enum.includes(value)) return choicesOf(param.enum);
  if (param.minimum !== undefined && value < param.minimum) return `Give ${param.minimum} or more.`;
  if (param.maximum !== undefined && value > param.maximum) return `Give ${param.maximum} or less.`;
  return null;
}

const choicesOf = (choices: readonly (string | number)[]) => `Give one of: ${choices.join(', ')}.`;

function coerced(param: Param, value: unknown): unknown {
  if (param.type === 'string' || param.type === 'secret') {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  }
  if (typeof value !== 'string') return value;
  if (param.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** The schema's own mistakes: a default that it would refuse itself, a pattern that is none. */
export function schemaIssues(schema: ParamsSchema): Issue[] {
  const issues: Issue[] = [];
  for (const [name, param] of Object.entries(schema.properties)) {
    const complain = (field: string, message: string) =>
      issues.push({ path: ['params', 'properties', name, field], message, code: 'custom' });
    if (param.type === 'string' && param.pattern !== undefined) {
      const problem = patternProblem(param.pattern);
      if (problem !== null) {
        complain('pattern', problem);
        continue;
      }
    }
    const [least, most] = boundsOf(param);
    if (least !== undefined && most !== undefined && least > most) {
      complain('minimum' in param ? 'maximum' : 'maxLength', `Nothing is ${least} at least and ${most} at most.`);
    }
    if (!('default' in param) || param.default === undefined) continue;
    const problem = problemOf(param, param.default);
    if (problem !== null) complain('default', problem);
  }
  return issues;
}

const boundsOf = (param: Param): [number | undefined, number | undefined] => {
  if (param.type === 'string') return [param.minLength, param.maxLength];
  return param.type === 'integer' || param.type === 'number' ? [param.minimum, param.maximum] : [undefined, undefined];
};

/** RE2: its time grows with the text only, whatever the pattern. */
const matcherOf = (pattern: string) => RE2JS.compile(pattern);

function patternProblem(pattern: string): string | null {
  try {
    matcherOf(pattern);
    return null;
  } catch (error) {
    return `This is no pattern that is known here: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
