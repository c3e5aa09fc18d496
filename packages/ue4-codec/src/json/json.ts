/** A parsed JSON value. Whole numbers over 2^53 are strings in the JSON of a save. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
