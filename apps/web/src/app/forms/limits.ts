import type { passwordMinLength as asked } from '@bothy/contracts';

/** As the contract has it. Only the type is taken from there: the value would bring the schemas into the first page. */
export const passwordMinLength: typeof asked = 12;
export const passwordHint = `At least ${passwordMinLength} characters. Length is what makes it hard to guess.`;
