/**
 * What stands in a log in place of secrets: `[masked: NAME]`, or `[masked: NAME, OTHER]` where several lay over or
 * beside each other. Names are those of variables, so the text reads back without doubt.
 */
export const maskText = (...names: string[]): string => `[masked: ${names.join(', ')}]`;
