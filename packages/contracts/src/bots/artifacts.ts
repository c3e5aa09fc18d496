import { z } from 'zod';
import { instant } from '../common.js';

/** A file that a run left in `$BOTHY_ARTIFACTS`. */
export const artifact = z.object({
  /** Its path within that folder, with `/` between the parts; masked where it held a secret. */
  name: z.string(),
  sizeBytes: z.int(),
  contentType: z.string(),
  sha256: z.string(),
  attempt: z.int(),
  createdAt: instant,
});
export type Artifact = z.infer<typeof artifact>;
export const artifactList = z.object({
  items: z.array(artifact),
  /** Files that were not kept, and why, in a sentence; null when all were. */
  problem: z.string().nullable(),
});
