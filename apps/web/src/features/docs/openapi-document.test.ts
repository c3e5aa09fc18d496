import { botBody } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { curlOf, sampleOf } from './curl-example.js';
import { accessWords, groupsOf, searchGroups, type OpenApiDocument, type Schema } from './openapi-document.js';
import { SchemaFields } from './schema-fields.js';

const ok = { responses: { '200': { description: 'Fine' }, default: { description: 'Not' } } };
const document: OpenApiDocument = {
  info: { title: 'Bothy', version: '1' },
  paths: {
    '/health/live': { get: { operationId: 'live', summary: 'Alive', 'x-access': 'public', ...ok } },
    '/api/bots/{slug}': {
      get: { operationId: 'getBot', summary: 'One bot', 'x-access': 'bots:read', ...ok },
      delete: { operationId: 'deleteBot', summary: 'Delete a bot', 'x-access': 'bots:write', ...ok },
    },
    '/api/bots': { get: { operationId: 'listBots', summary: 'All bots', 'x-access': 'bots:read', ...ok } },
    '/api/audit': { get: { operationId: 'listAudit', summary: 'Done', 'x-access': 'audit:read', ...ok } },
  },
};
const groups = groupsOf(document);
const ids = (found: typeof groups) => found.flatMap(({ operations }) => operations.map(({ id }) => id));
const fields = new SchemaFields({ Thing: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } } });

describe('the operations of the description', () => {
  it('are grouped by what they are about, those of the API first', () => {
    expect(groups.map(({ name }) => name)).toEqual(['audit', 'bots', 'health']);
    expect(ids(groups)).toEqual(['listAudit', 'listBots', 'getBot', 'deleteBot', 'live']);
  });

  it('are found by all the words that are asked for', () => {
    expect(ids(searchGroups(groups, 'delete bot'))).toEqual(['deleteBot']);
    expect(ids(searchGroups(groups, 'BOTS:READ'))).toEqual(['listBots', 'getBot']);
    expect(searchGroups(groups, 'zebra')).toEqual([]);
  });

  it('say who may call them', () => {
    expect(accessWords({ access: 'audit:read', membersOnly: true })).toBe(
      'Signed-in members with audit:read. No API token.',
    );
    expect(accessWords({ access: 'bots:read', membersOnly: false })).toBe('Members and API tokens with bots:read.');
  });

  it('have an example for a shell', () => {
    const body: Schema = { type: 'object', properties: { name: { const: "it's" } }, required: ['name'] };
    const operation = { ...groups[1]!.operations[1]!, method: 'PATCH', body };
    expect(curlOf(operation, 'https://b.example', fields)).toBe(
      [
        `curl -X PATCH 'https://b.example/api/bots/SLUG' \\`,
        `  -H "Authorization: Bearer $BOTHY_TOKEN" \\`,
        `  -H 'Content-Type: application/json' \\`,
        String.raw`  -d '{"name":"it'\''s"}'`,
      ].join('\n'),
    );
  });
});

describe('schemas as trees', () => {
  const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as Schema;

  it('name types, limits, formats and values', () => {
    const tree = fields.of(
      schemaOf(
        z.object({
          name: z.string().min(1).max(100),
          mail: z.email().optional(),
          role: z.enum(['a', 'b']).nullable(),
          days: z.int().min(1).max(365).default(90),
          any: z.int(),
          tags: z.array(z.string().max(9)).max(3),
          env: z.record(z.string(), z.string()),
        }),
      ),
    );
    expect(tree.map(({ name, type, required, notes }) => [name, type, required, notes])).toEqual([
      ['name', 'string', true, ['1 to 100 characters']],
      ['mail', 'string', false, ['email']],
      ['role', 'string or null', true, ['"a", "b"']],
      ['days', 'integer', false, ['1 to 365', 'default 90']],
      ['any', 'integer', true, []],
      ['tags', 'list of string', true, ['at most 3 items', 'each at most 9 characters']],
      ['env', 'object', true, []],
    ]);
    expect(tree.at(-1)?.children.map(({ name, type }) => [name, type])).toEqual([['any name', 'string']]);
  });

  it('look references up, and end where a schema holds itself', () => {
    expect(fields.of({ type: 'array', items: { $ref: '#/components/schemas/Thing' } })).toMatchObject([{ name: 'id' }]);
    const loop: Schema = {
      $ref: '#/$defs/Node',
      $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
    };
    expect(JSON.stringify(fields.of(loop)).length).toBeLessThan(5_000);
  });

  it('show the options of a union', () => {
    const union = schemaOf(z.union([z.object({ code: z.string() }), z.object({ token: z.string() })]));
    expect(fields.of(union)).toMatchObject([
      { name: 'either', children: [{ name: 'code' }] },
      { name: 'or', children: [{ name: 'token' }] },
    ]);
  });

  it('have samples with all that is required', () => {
    expect(Object.keys(sampleOf(schemaOf(botBody), fields) as object)).toEqual(
      expect.arrayContaining(['slug', 'name', 'command']),
    );
  });
});
