import { z } from 'zod';

export const noNul = (text: string) => !text.includes('\0');

const freeName = () =>
  z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Use letters, digits and underscores; do not begin with a digit.')
    .refine((text) => !text.startsWith('BOTHY_'), 'Names that begin with BOTHY_ are set by Bothy.');

/** Name of an environment variable. */
export const variableName = freeName();

/** A secret is named as the variable in which bots get it. */
export const secretName = freeName();
