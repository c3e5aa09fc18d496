import { z } from 'zod';

/** How a file is found again. One that was put in the place of another has another locator. */
const locatorShape = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('api'),
    /** Behind `/api/v4`; the token goes with it. */
    path: z.string(),
    /** Of a package's file: which of those with one name it is. */
    fileId: z.int().nullable(),
    sizeBytes: z.int().nullable(),
  }),
  z.object({
    by: z.literal('url'),
    /** Somewhere else: nothing goes with it. */
    url: z.string(),
  }),
]);
export type GitlabLocator = z.infer<typeof locatorShape>;

export const readLocator = (text: string): GitlabLocator => locatorShape.parse(JSON.parse(text));

export const writeLocator = (locator: GitlabLocator): string => JSON.stringify(locator);
