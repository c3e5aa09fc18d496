import { paramsSchema } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { cliExample, curlExample } from './call-examples.js';

const origin = 'https://bothy.example';
const none = { slug: 'a', params: paramsSchema.parse({}) };
const some = {
  slug: 'b',
  params: paramsSchema.parse({
    properties: {
      channel: { type: 'string', enum: ['it is', 'b'] },
      'api-key': { type: 'secret' },
      jobs: { type: 'integer' },
    },
    required: ['channel', 'api-key'],
  }),
};

describe('the examples of a call', () => {
  it('are plain where a bot has no parameters', () => {
    expect(curlExample(none, origin)).toContain(`-d '{}'`);
    expect(cliExample(none, origin)).toContain('npx bothy run a --follow');
  });

  it('name what is required, and leave secrets to the shell', () => {
    expect(curlExample(some, origin)).toContain(
      String.raw`-d "{\"params\":{\"channel\":\"it is\",\"api-key\":\"$API_KEY\"}}"`,
    );
    expect(cliExample(some, origin)).toContain(
      `npx bothy run b --param 'channel=it is' --param "api-key=$API_KEY" --follow`,
    );
    const optional = {
      slug: 'c',
      params: paramsSchema.parse({ properties: { jobs: { type: 'integer', minimum: 2 } } }),
    };
    expect(cliExample(optional, origin)).toContain('run c --param jobs=2 --follow');
    expect(curlExample(optional, origin)).toContain(`-d '{"params":{"jobs":2}}'`);
  });
});
