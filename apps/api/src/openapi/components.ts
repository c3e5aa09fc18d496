import { problem } from '@bothy/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { schemaOf } from './schema-of.js';

/** What operations refer to. */
export const components: OpenAPIObject['components'] = {
  schemas: { Problem: schemaOf(problem, 'output') },
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token of a signed-in member, or an API token.' },
    refreshCookie: {
      type: 'apiKey',
      in: 'cookie',
      name: 'bothy_refresh',
      description: '`__Host-bothy_refresh` on https.',
    },
  },
};
