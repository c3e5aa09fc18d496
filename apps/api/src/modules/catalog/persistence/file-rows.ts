import type { EntityManager } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';
import { FileEntity } from './file.entity.js';

export type FileRow = Omit<FileEntity, 'release'>;

/**
 * Files of a tool, in one question and in no order. There may be ten thousand: they are not made into entities, which
 * takes several times as long.
 *
 * @param which `served` leaves out those of versions that were withdrawn.
 */
export const filesOfTool = async (
  manager: EntityManager,
  toolId: string,
  which: 'served' | 'all',
): Promise<FileRow[]> => {
  const rows = await manager
    .createQueryBuilder(FileEntity, 'file')
    .innerJoin('file.release', 'release')
    .where(`release.toolId = :toolId${which === 'served' ? ' AND release.withdrawnAt IS NULL' : ''}`, { toolId })
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
