import { z } from 'zod';
import { id, instant, page } from './common.js';

/** Bytes of the largest file that is taken: a save, or the JSON of one. */
export const largestSaveBytes = 50 * 1024 * 1024;

/** What a save can be; its content tells, whatever its name. */
export const saveKinds = [
  'gvas',
  'palworld',
  'icarus-prospect',
  'icarus-mounts',
  'icarus-profile',
  'icarus-characters',
  'icarus-associated-prospects',
  'icarus-meta-inventory',
  'icarus-loadouts',
  'icarus-accolades',
  'icarus-bestiary',
  'icarus-flags',
] as const;
export const saveKind = z.enum(saveKinds);
export type SaveKindName = z.infer<typeof saveKind>;

/** What a save is, in short. */
export const saveInspection = z.object({
  kind: saveKind,
  /** The engine that wrote it, with its object versions; null where the file does not tell. */
  engine: z.string().nullable(),
  sizeBytes: z.int(),
  /** Properties at all levels. */
  propertyCount: z.int(),
  /** Bytes that are carried and not understood. */
  opaqueBytes: z.int(),
  /** What matters in a save of this kind, by name. Lists end after 1,000 entries, texts after 2,000 characters. */
  summary: z.record(z.string(), z.unknown()),
});
export type SaveInspection = z.infer<typeof saveInspection>;

/** One change of a save. `value` is as the JSON of a save has it. */
export const saveEdit = z.strictObject({
  path: z.string().min(1).max(2000),
  op: z.enum(['set', 'insert', 'remove', 'duplicate']),
  value: z.unknown().optional(),
});
export type SaveEdit = z.infer<typeof saveEdit>;
/** Made in the order given; when one fails, none is made. */
export const saveEdits = z.array(saveEdit).min(1).max(1000);

/** The parts of the form that asks for edits. */
export const saveEditForm = z.strictObject({
  file: z.string().meta({ contentMediaType: 'application/octet-stream', description: 'The save' }),
  edits: saveEdits.meta({ description: 'As JSON' }),
});

export const convertQuery = z.strictObject({ to: z.enum(['json', 'save']) });

/** The name of a file, without the folders around it. */
export const saveName = z
  .string()
  .min(1)
  .max(255)
  .refine(
    (name) => !/[\p{Cc}\p{Surrogate}/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name) && !/^[.\s]*$/u.test(name),
    'Write the name of a file, without folders.',
  );

export const keepSaveQuery = z.strictObject({ name: saveName });

/** A save as a member keeps it. */
export const keptSave = z.object({
  id,
  /** Null where the server can no longer open it, which its log tells of: then it can only be deleted. */
  name: z.string().nullable(),
  kind: saveKind,
  sizeBytes: z.int(),
  sha256: z.string(),
  createdAt: instant,
});
export type KeptSave = z.infer<typeof keptSave>;
export const keptSavePage = page(keptSave);
