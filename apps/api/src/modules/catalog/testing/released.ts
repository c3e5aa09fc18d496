import type { FoundRelease } from '../domain/release-source.js';
import { ReleaseRepository } from '../persistence/release.repository.js';
import { ToolRepository } from '../persistence/tool.repository.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { TestApp } from '../../../testing/test-app.js';

/** For tests: gives a tool these versions, the newest first, as its source would. */
export const release = async (
  app: TestApp,
  slug: string,
  versions: readonly Partial<FoundRelease>[],
): Promise<void> => {
  const tool = await app.get(ToolRepository).find(slug);
  if (!tool) throw new Error(`There is no tool ${slug}.`);
  const found = versions.map((each, at): FoundRelease => {
    const version = each.version ?? `${versions.length - at}.0.0`;
    const releasedAt = new Date(Date.UTC(2026, 5, 28 - at, 12)).toISOString();
    return { version, name: version, releasedAt, notes: '', prerelease: false, files: [], ...each };
  });
  await app.get(UnitOfWork).run(() => app.get(ReleaseRepository).replace(tool.id, found, new Date().toISOString()));
};
