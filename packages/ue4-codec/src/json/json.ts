/** A parsed JSON value. Whole numbers over 2^53 are strings in the JSON of a save. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Whether a value is an object with members. */
export function isObject(json: Json | undefined): json is { [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
