import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { ReleaseEntity } from './release.entity.js';

export interface PublicVersion {
  readonly slug: string;
  readonly version: string;
  readonly releasedAt: string;
}
export interface PublicRelease extends PublicVersion {
  /** Of the tool. */
  readonly tool: string;
  /** Of the release. */
  readonly name: string;
  readonly notes: string;
}

/** Versions of public tools, across all of them; none that was withdrawn. */
@Injectable()
export class PublicReleasesRepository {
  constructor(private readonly database: Database) {}

  /** @param slug of the one tool; undefined: of all. @returns the newest first. */
  newest(limit: number, slug?: string): Promise<PublicRelease[]> {
    const rows = this.#versions()
      .addSelect('tool.name', 'tool')
      .addSelect('release.name', 'name')
      .addSelect('release.notes', 'notes')
      .orderBy('release.released_at', 'DESC')
      .addOrderBy('release.position', 'ASC')
      .addOrderBy('tool.slug', 'ASC')
      .limit(limit);
    if (slug !== undefined) rows.andWhere('tool.slug = :slug', { slug });
    return rows.getRawMany<PublicRelease>();
  }

  /** Without what they are about; by tool, the newest first. */
  all(limit: number): Promise<PublicVersion[]> {
    return this.#versions()
      .orderBy('tool.slug', 'ASC')
      .addOrderBy('release.position', 'ASC')
      .limit(limit)
      .getRawMany<PublicVersion>();
  }

  #versions(): SelectQueryBuilder<ReleaseEntity> {
    return this.database.manager
      .createQueryBuilder(ReleaseEntity, 'release')
      .innerJoin('release.tool', 'tool')
      .select('tool.slug', 'slug')
      .addSelect('release.version', 'version')
      .addSelect('release.released_at', 'releasedAt')
      .where("tool.visibility = 'public' AND release.withdrawn_at IS NULL");
  }
}
