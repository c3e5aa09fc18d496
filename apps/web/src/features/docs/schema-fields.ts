import type { Schema } from './openapi-document.js';

/** One line of the tree that a schema is shown as. */
export interface Field {
  readonly name: string;
  readonly type: string;
  /** Null where it is no field of its own: an option, or a name that can be any. */
  readonly required: boolean | null;
  /** Formats, limits, values and the like. */
  readonly notes: readonly string[];
  readonly children: readonly Field[];
}

type Definitions = Readonly<Record<string, Schema>>;
const deepest = 8;
const greatest = Number.MAX_SAFE_INTEGER;

/** Shows schemas of one document as trees of fields; `$ref`s are looked up in its components. */
export class SchemaFields {
  constructor(private readonly components: Definitions) {}

  /** What stands in an object (or in the objects of a list); for anything else its own line. */
  of(schema: Schema): readonly Field[] {
    const whole = this.field('', schema, null);
    if (whole.children.length) return whole.children;
    return [{ ...whole, name: '' }];
  }

  /** One named field, with what stands in it. */
  field(name: string, schema: Schema, required: boolean | null, definitions: Definitions = {}, depth = 0): Field {
    const known = { ...definitions, ...schema.$defs };
    const { schema: real, nullable } = withoutNull(this.real(schema, known));
    const resolved = this.real(real, known);
    const type = this.typeOf(resolved, known) + (nullable ? ' or null' : '');
    const children = depth < deepest ? this.childrenOf(resolved, known, depth + 1) : [];
    return { name, type, required, notes: notesOf(resolved), children };
  }

  /** The schema behind a reference. */
  real(schema: Schema, definitions: Definitions = {}): Schema {
    if (!schema.$ref) return schema;
    const name = schema.$ref.split('/').at(-1) ?? '';
    return definitions[name] ?? this.components[name] ?? {};
  }

  private typeOf(schema: Schema, definitions: Definitions): string {
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) {
      const types = options.map((option) => this.typeOf(this.real(option, definitions), definitions));
      return [...new Set(types)].join(' or ');
    }
    const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type;
    if (type === 'array') return `list of ${this.typeOf(this.real(schema.items ?? {}, definitions), definitions)}`;
    return String(type ?? (schema.properties ? 'object' : 'anything'));
  }

  private childrenOf(schema: Schema, definitions: Definitions, depth: number): readonly Field[] {
    if (schema.type === 'array' && schema.items) {
      const item = withoutNull(this.real(schema.items, definitions)).schema;
      return this.childrenOf(this.real(item, definitions), definitions, depth);
    }
    const options = schema.anyOf ?? schema.oneOf;
    // Options that are plain values are said by the type and the notes.
    if (options?.some((option) => this.real(option, definitions).properties))
      return options.map((option, n) => this.field(n ? 'or' : 'either', option, null, definitions, depth));
    const fields = Object.entries(schema.properties ?? {}).map(([name, child]) =>
      this.field(name, child, schema.required?.includes(name) ?? false, definitions, depth),
    );
    const rest = schema.additionalProperties;
    return typeof rest === 'object' && Object.keys(rest).length
      ? [...fields, this.field('any name', rest, null, definitions, depth)]
      : fields;
  }
}

/** A schema that may be null, without the null. */
function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const options = schema.anyOf ?? schema.oneOf;
  const rest = options?.filter((option) => option.type !== 'null') ?? [];
  if (!options || rest.length === options.length) return { schema, nullable: false };
  const [only] = rest;
  return { schema: rest.length === 1 && only ? only : { ...schema, anyOf: rest }, nullable: true };
}

function notesOf(schema: Schema): readonly string[] {
  return [
    schema.format,
    ...lengthWords(schema.minLength, schema.maxLength, 'character'),
    ...lengthWords(schema.minItems, schema.maxItems, 'item'),
    ...rangeWords(schema),
    // A format has a pattern that says the same, only longer.
    ...(schema.pattern && !schema.format ? [`matches ${schema.pattern}`] : []),
    ...(schema.enum ? [schema.enum.map((value) => JSON.stringify(value)).join(', ')] : []),
    ...(schema.items ? notesOf(schema.items).map((note) => `each ${note}`) : []),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    schema.description,
  ].filter((note) => note !== undefined);
}

function lengthWords(least: number | undefined, most: number | undefined, unit: string): string[] {
  const units = (count: number) => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (least && most) return [least === most ? units(least) : `${least} to ${units(most)}`];
  if (most !== undefined) return [`at most ${units(most)}`];
  return least ? [`at least ${units(least)}`] : [];
}

function rangeWords({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string[] {
  const least = minimum !== undefined && minimum > -greatest ? minimum : undefined;
  const most = maximum !== undefined && maximum < greatest ? maximum : undefined;
  const words = least !== undefined && most !== undefined ? [`${least} to ${most}`] : [];
  if (!words.length && least !== undefined) words.push(`at least ${least}`);
  if (!words.length && most !== undefined) words.push(`at most ${most}`);
  if (exclusiveMinimum !== undefined) words.push(`more than ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined) words.push(`less than ${exclusiveMaximum}`);
  return words;
}
