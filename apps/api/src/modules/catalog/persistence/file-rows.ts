import type { EntityManager } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';
import { FileEntity } from './file.entity.js';

export type FileRow = Omit<FileEntity, 'release'>;

/**
 * All files of a tool, in one question and in no order. There may be ten thousand: they are not made into entities, which
 * takes several times as long.
 */
export const filesOfTool = async (manager: EntityManager, toolId: string): Promise<FileRow[]> => {
  const rows = await manager
    .createQueryBuilder(FileEntity, 'file')
    .innerJoin('file.release', 'release')
    .where('release.toolId = :toolId', { toolId })
    .select('file.id', 'id')
    .addSelect('file.releaseId', 'releaseId')
    .addSelect('file.name', 'name')
    .addSelect('file.sizeBytes', 'sizeBytes')
    .addSelect('file.sha256', 'sha256')
    .addSelect('file.contentType', 'contentType')
    .addSelect('file.locator', 'locator')
    .getRawMany<FileRow>();
  return rows.map((row) => ({ ...row, sizeBytes: bigInteger.from(row.sizeBytes) as number | null }));
};
