import type { ValueTransformer } from 'typeorm';

/** PostgreSQL's `integer` ends at 2 GiB, and its `bigint` comes as text; what is kept here stays below 2^53. */
export const bigInteger: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: number | string | null) => (value === null ? null : Number(value)),
};
