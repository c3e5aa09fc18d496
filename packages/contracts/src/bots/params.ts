import { z } from 'zod';

/** In argv it is `{{params.<name>}}`, in the environment `BOTHY_PARAM_<NAME>`, with what is no letter or digit as `_`. */
export const paramName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'Use letters, digits, hyphens and underscores; begin with a letter; 64 at most.',
  );

const words = { title: z.string().max(100).optional(), description: z.string().max(500).optional() };
const text = z.string().max(32_768);

const textParam = z.strictObject({
  type: z.literal('string'),
  ...words,
  enum: z.array(text).min(1).max(200).optional(),
  minLength: z.int().min(0).max(32_768).optional(),
  maxLength: z.int().min(0).max(32_768).optional(),
  /** RE2's dialect: no look-around and no back references, and so no pattern that takes for ever. */
  pattern: z.string().max(500).optional(),
  /** `multiline` makes it a box of several lines in the form. */
  format: z.enum(['multiline', 'email', 'uri', 'date']).optional(),
  default: text.optional(),
});
const numberParam = (type: 'integer' | 'number', value: z.ZodNumber) =>
  z.strictObject({
    type: z.literal(type),
    ...words,
    enum: z.array(value).min(1).max(200).optional(),
    minimum: value.optional(),
    maximum: value.optional(),
    default: value.optional(),
  });
const booleanParam = z.strictObject({ type: z.literal('boolean'), ...words, default: z.boolean().optional() });
/** Never stored in clear and gone with the end of the run; masked in the log; never part of an argument. */
const secretParam = z.strictObject({ type: z.literal('secret'), ...words });

export const param = z.discriminatedUnion('type', [
  textParam,
  numberParam('integer', z.int()),
  numberParam('number', z.number()),
  booleanParam,
  secretParam,
]);
export type Param = z.infer<typeof param>;

/** A subset of JSON Schema, and the type `secret` besides: an object of named values without nesting. */
export const paramsSchema = z
  .strictObject({
    type: z.literal('object').default('object'),
    properties: z.record(paramName, param).default({}),
    required: z.array(paramName).max(50).default([]),
    /** Others are always refused. */
    additionalProperties: z.literal(false).optional(),
  })
  .superRefine((schema, context) => {
    const names = Object.keys(schema.properties);
    if (names.length > 50) context.addIssue({ code: 'custom', message: 'Use 50 parameters at most.' });
    schema.required.forEach((name, at) => {
      if (names.includes(name)) return;
      context.addIssue({ code: 'custom', path: ['required', at], message: `There is no parameter "${name}".` });
    });
    const variables = new Map<string, string>();
    for (const name of names) {
      const variable = paramVariable(name);
      const twin = variables.get(variable);
      if (twin !== undefined) {
        const message = `"${twin}" and "${name}" would both be the variable ${variable}.`;
        context.addIssue({ code: 'custom', path: ['properties', name], message });
      }
      variables.set(variable, name);
    }
  });
export type ParamsSchema = z.infer<typeof paramsSchema>;

/** `dry-run` and `dryRun` are `BOTHY_PARAM_DRY_RUN`. */
export const paramVariable = (name: string): string =>
  `BOTHY_PARAM_${name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toUpperCase()}`;

/** Names in `{{params.name}}` within an argument, in the order in which they stand. */
export const paramsIn = (argument: string): string[] =>
  [...argument.matchAll(paramReference)].map((match) => match[1] ?? '');

/** What an argument's references look like; blanks inside the braces are allowed. */
export const paramReference = /\{\{\s*params\.([A-Za-z][A-Za-z0-9_-]*)\s*\}\}/g;
