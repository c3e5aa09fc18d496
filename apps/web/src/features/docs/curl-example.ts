import type { Operation, Schema } from './openapi-document.js';
import type { SchemaFields } from './schema-fields.js';

const byFormat: Record<string, string> = {
  email: 'ailsa@example.org',
  uuid: '01980000-0000-7000-8000-000000000000',
  'date-time': '2026-01-01T00:00:00.000Z',
};

/** A value that fits a schema, for people to change: what is required, and of options the first. */
export function sampleOf(schema: Schema, fields: SchemaFields, depth = 0): unknown {
  const real = fields.real(schema, schema.$defs);
  if (real.default !== undefined) return real.default;
  if (real.const !== undefined) return real.const;
  if (real.enum) return real.enum[0];
  const option = (real.anyOf ?? real.oneOf)?.[0];
  if (option) return sampleOf({ ...option, $defs: real.$defs ?? schema.$defs }, fields, depth);
  if (real.type === 'object') return depth < 6 ? sampleObject(real, fields, depth + 1) : {};
  if (real.type === 'array') return real.minItems && real.items ? [sampleOf(real.items, fields, depth + 1)] : [];
  if (real.type === 'boolean') return true;
  if (real.type === 'integer' || real.type === 'number') return Math.max(1, Math.min(real.minimum ?? 1, 1_000));
  return byFormat[real.format ?? ''] ?? 'text'.padEnd(Math.min(real.minLength ?? 0, 40), '-text');
}

function sampleObject({ properties = {}, required = [] }: Schema, fields: SchemaFields, depth: number) {
  const names = Object.keys(properties);
  const shown = required.length ? names.filter((name) => required.includes(name)) : names.slice(0, 1);
  return Object.fromEntries(shown.map((name) => [name, sampleOf(properties[name] ?? {}, fields, depth)]));
}

/** Between single quotes for a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** How to call an operation from a shell; parts of the path that vary stand in capitals. */
export function curlOf(operation: Operation, origin: string, fields: SchemaFields): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const needed = operation.parameters.filter((each) => each.in === 'query' && each.required);
  const query = needed.map((each) => `${each.name}=${encodeURIComponent(String(sampleOf(each.schema, fields)))}`);
  const address = quoted(`${origin}${path}${query.length ? `?${query.join('&')}` : ''}`);
  const open = ['public', 'cookie'].includes(operation.access);
  const byPerson = operation.membersOnly || ['member', 'enrolling'].includes(operation.access);
  // Browsers and the server know this cookie by another name where there is TLS.
  const cookie = origin.startsWith('https:') ? '__Host-bothy_refresh' : 'bothy_refresh';
  return [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${address}`,
    ...(open ? [] : [`-H "Authorization: Bearer $${byPerson ? 'ACCESS_TOKEN' : 'BOTHY_TOKEN'}"`]),
    ...(operation.access === 'cookie' ? [`-H 'X-Requested-With: bothy'`, `-b "${cookie}=$REFRESH_TOKEN"`] : []),
    ...(operation.body
      ? [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(sampleOf(operation.body, fields)))}`]
      : []),
  ].join(' \\\n  ');
}
