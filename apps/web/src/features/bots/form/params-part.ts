import type { Bot, Issue, Param, ParamsSchema } from '@bothy/contracts';
import { repeatsIn } from './env-part.js';
import { figure, figureText } from './figures.js';
import { numberOf } from './param-values.js';

export type ParamType = Param['type'];
export type ParamFormat = 'line' | NonNullable<Extract<Param, { type: 'string' }>['format']>;

/** A parameter as the editor holds it. What its type has no use for is kept, for when the type changes back. */
export interface ParamRow {
  name: string;
  type: ParamType;
  title: string;
  description: string;
  required: boolean;
  preset: string;
  /** One in a line. */
  choices: string;
  least: string;
  most: string;
  format: ParamFormat;
  pattern: string;
}

export const blankParam = (): ParamRow => ({
  name: '',
  type: 'string',
  title: '',
  description: '',
  required: false,
  preset: '',
  choices: '',
  least: '',
  most: '',
  format: 'line',
  pattern: '',
});

export const paramsPartOf = ({ params }: Pick<Bot, 'params'>): ParamRow[] =>
  Object.entries(params.properties).map(([name, param]) => ({
    ...blankParam(),
    name,
    type: param.type,
    title: param.title ?? '',
    description: param.description ?? '',
    required: params.required.includes(name),
    ...ownOf(param),
  }));

function ownOf(param: Param): Partial<ParamRow> {
  if (param.type === 'secret') return {};
  const preset = param.default === undefined ? '' : String(param.default);
  if (param.type === 'boolean') return { preset };
  const choices = param.enum?.join('\n') ?? '';
  if (param.type !== 'string')
    return { preset, choices, least: figureText(param.minimum ?? null), most: figureText(param.maximum ?? null) };
  return {
    preset,
    choices,
    least: figureText(param.minLength ?? null),
    most: figureText(param.maxLength ?? null),
    format: param.format ?? 'line',
    pattern: param.pattern ?? '',
  };
}

/** The schema that the rows describe. Rows without a name, or under one that was there before, are left out. */
export function paramsBody(rows: readonly ParamRow[]): ParamsSchema {
  const named = rows.filter((row) => row.name !== '');
  return {
    type: 'object',
    properties: Object.fromEntries(named.map((row) => [row.name, paramOf(row)])),
    required: [...new Set(named.filter((row) => row.required).map((row) => row.name))],
  };
}

/** Without what is undefined: the schema takes no field that is there and empty. */
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

function paramOf(row: ParamRow): Param {
  const words = { title: row.title.trim() || undefined, description: row.description.trim() || undefined };
  const choices = row.choices.split('\n').filter((choice) => choice.trim() !== '');
  const [least, most] = [figureOrNone(row.least), figureOrNone(row.most)];
  if (row.type === 'secret') return given({ type: row.type, ...words });
  if (row.type === 'boolean')
    return given({ type: row.type, ...words, default: row.preset === '' ? undefined : row.preset === 'true' });
  if (row.type === 'string')
    return given({
      type: row.type,
      ...words,
      enum: choices.length ? choices : undefined,
      minLength: least,
      maxLength: most,
      pattern: row.pattern || undefined,
      format: row.format === 'line' ? undefined : row.format,
      default: row.preset || undefined,
    });
  return given({
    type: row.type,
    ...words,
    enum: choices.length ? choices.map(numberOf) : undefined,
    minimum: row.least.trim() ? numberOf(row.least) : undefined,
    maximum: row.most.trim() ? numberOf(row.most) : undefined,
    default: row.preset.trim() ? numberOf(row.preset) : undefined,
  });
}

const figureOrNone = (text: string) => figure(text) ?? undefined;

export const paramsProblems = (rows: readonly ParamRow[]): Issue[] => [
  ...repeatsIn('params', rows),
  ...rows.flatMap((row, n) =>
    row.name === '' ? [{ path: ['form', 'params', n], message: 'Name the parameter, or remove it.' }] : [],
  ),
];
