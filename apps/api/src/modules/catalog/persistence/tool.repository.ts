import type { GitUpstream, ToolIcon, ToolSource, ToolVisibility } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Brackets, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { toolExists } from '../tools.errors.js';
import { ToolEntity } from './tool.entity.js';

export type ToolChanges = Partial<Omit<ToolRecord, 'id' | 'slug'>>;

/** Where a page of the list ended. */
export interface ToolPlace {
  readonly nameFolded: string;
  readonly slug: string;
}

export interface ToolQuery {
  readonly search?: string | undefined;
  readonly visibilities: readonly ToolVisibility[];
  /** Null: from the start. */
  readonly behind: ToolPlace | null;
  readonly limit: number;
}

/** Keeps others from changing the row, and not from writing rows that refer to it. */
const noKeyUpdate = { mode: 'for_no_key_update' } as const;

@Injectable()
export class ToolRepository {
  constructor(private readonly database: Database) {}

  async find(slug: string): Promise<ToolRecord | null> {
    const row = await this.database.manager.findOneBy(ToolEntity, { slug });
    return row && recordOf(row);
  }

  /** With its row locked until the unit of work ends: whoever changes it, or its versions, comes one after another. */
  async findLocked(slug: string): Promise<ToolRecord | null> {
    if (this.database.kind === 'sqlite') return this.find(slug);
    const row = await this.database.manager.findOne(ToolEntity, { where: { slug }, lock: noKeyUpdate });
    return row && recordOf(row);
  }

  /** By name. */
  async all(): Promise<ToolRecord[]> {
    return (await this.#byName().getMany()).map(recordOf);
  }

  /** By name, from behind a place on. */
  async page({ search, visibilities, behind, limit }: ToolQuery): Promise<ToolRecord[]> {
    const tools = this.#byName().where('tool.visibility IN (:...visibilities)', { visibilities }).limit(limit);
    if (behind) {
      const name = this.#bytewise('tool.nameFolded');
      const after = `${name} > :name OR (tool.nameFolded = :name AND ${this.#bytewise('tool.slug')} > :slug)`;
      tools.andWhere(`(${after})`, { name: behind.nameFolded, slug: behind.slug });
    }
    if (search) {
      const like = likeOf(search);
      tools.andWhere(
        new Brackets((any) => {
          for (const column of ['nameFolded', 'slug', 'summaryFolded'])
            any.orWhere(`tool.${column} LIKE :like ESCAPE '\\'`, { like });
        }),
      );
    }
    return (await tools.getMany()).map(recordOf);
  }

  /** Those whose source is to be asked by `now`, the longest overdue first. */
  async due(now: string, limit: number): Promise<ToolRecord[]> {
    const rows = await this.database.manager.find(ToolEntity, {
      where: { source: Not(IsNull()), nextSyncAt: LessThanOrEqual(now) },
      order: { nextSyncAt: 'ASC' },
      take: limit,
    });
    return rows.map(recordOf);
  }

  /** @throws DomainError `tool_exists` */
  async insert(tool: ToolRecord): Promise<void> {
    const { id, slug } = tool;
    const row = { id, slug, ...columnsOf(tool) };
    await this.database.insertUnique(ToolEntity, row, () => toolExists(slug));
  }

  /** @returns whether there is one. */
  async change(id: string, changes: ToolChanges): Promise<boolean> {
    const columns = columnsOf(changes);
    if (Object.keys(columns).length === 0) return this.database.manager.existsBy(ToolEntity, { id });
    const { affected } = await this.database.manager.update(ToolEntity, { id }, columns);
    return affected !== 0;
  }

  /** Its versions go with it. @returns whether there was one. */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.database.manager.delete(ToolEntity, { id });
    return affected !== 0;
  }

  #byName() {
    return this.database.manager
      .createQueryBuilder(ToolEntity, 'tool')
      .orderBy(this.#bytewise('tool.nameFolded'))
      .addOrderBy(this.#bytewise('tool.slug'));
  }

  /** SQLite compares bytes; PostgreSQL would go by the language of its machine, and skip hyphens and spaces. */
  #bytewise(column: string): string {
    return this.database.kind === 'sqlite' ? column : `${column} COLLATE "C"`;
  }
}

/** Folded here and not in SQL: SQLite knows the small letters of ASCII only. */
export const foldedOf = (text: string): string => text.toLowerCase();

/** LIKE's own signs are escaped: who searches for "50%" means it. */
const likeOf = (text: string): string => `%${foldedOf(text).replace(/[\\%_]/g, '\\$&')}%`;

const jsonOrNull = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/** Only what is given becomes a column. */
const columnsOf = ({ links, source, git, ...plain }: ToolChanges) => ({
  ...plain,
  ...(plain.name !== undefined && { nameFolded: foldedOf(plain.name) }),
  ...(plain.summary !== undefined && { summaryFolded: foldedOf(plain.summary) }),
  ...(links !== undefined && { links: JSON.stringify(links) }),
  ...(source !== undefined && { source: jsonOrNull(source) }),
  ...(git !== undefined && { git: jsonOrNull(git) }),
});

const recordOf = ({ nameFolded: _name, summaryFolded: _summary, ...row }: ToolEntity): ToolRecord => ({
  ...row,
  icon: row.icon as ToolIcon,
  visibility: row.visibility as ToolVisibility,
  links: JSON.parse(row.links) as ToolRecord['links'],
  source: row.source === null ? null : (JSON.parse(row.source) as ToolSource),
  git: row.git === null ? null : (JSON.parse(row.git) as GitUpstream),
});
