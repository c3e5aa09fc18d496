import { z } from 'zod';

export const noNul = (text: string) => !text.includes('\0');

const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Use letters, digits and underscores; do not begin with a digit.');

/** Names that begin so are set by Bothy itself. */
const isFree = (text: string) => !text.startsWith('BOTHY_');

/** Name of an environment variable. */
export const variableName = name.refine(isFree, 'Names that begin with BOTHY_ are set by Bothy.');

/** A secret is named as the variable in which bots get it. */
export const secretName = variableName;
