import { z } from 'zod';

// What is read of GitLab's answers, and no more: docs.gitlab.com/api/releases, /api/packages, /api/project_statistics.

const link = z.object({
  name: z.string().max(1000),
  url: z.string().max(4000),
  direct_asset_url: z.string().max(4000).nullish(),
  link_type: z.string().max(100).nullish(),
});
export type LinkTold = z.infer<typeof link>;

export const releaseTold = z.object({
  tag_name: z.string().min(1).max(1000),
  name: z.string().max(10_000).nullish(),
  description: z.string().nullish(),
  created_at: z.string().max(100).nullish(),
  released_at: z.string().max(100).nullish(),
  upcoming_release: z.boolean().nullish(),
  assets: z.object({ links: z.array(link).max(1000).nullish() }).nullish(),
});
export type ReleaseTold = z.infer<typeof releaseTold>;

export const packageTold = z.object({
  id: z.int().nonnegative(),
  name: z.string().min(1).max(1000),
  version: z.string().min(1).max(1000),
});
export type PackageTold = z.infer<typeof packageTold>;

export const packageFileTold = z.object({
  id: z.int().nonnegative(),
  file_name: z.string().min(1).max(1000),
  size: z.int().nonnegative().nullish(),
  file_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .nullish(),
});
export type PackageFileTold = z.infer<typeof packageFileTold>;

export const projectTold = z.object({ id: z.int().positive(), path_with_namespace: z.string().min(1).max(1000) });
export type ProjectTold = z.infer<typeof projectTold>;

export const statisticsTold = z.object({
  fetches: z.object({
    days: z.array(z.object({ date: z.iso.date(), count: z.int().nonnegative() })).max(400),
  }),
});
