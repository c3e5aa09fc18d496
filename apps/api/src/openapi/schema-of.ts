import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** A contract's schema as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as Schema;
};
