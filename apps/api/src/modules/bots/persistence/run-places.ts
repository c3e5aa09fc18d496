import { Injectable } from '@nestjs/common';
import { IsNull, Not, In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { freePlace } from '../domain/concurrency.js';
import { unfinishedStatuses } from '../domain/run-state.js';
import { RunEntity } from './run.entity.js';
import type { RunRow } from './run.repository.js';

/**
 * The places that limit how many runs go on at once. The unique index over them is what holds the limit; the lock only
 * keeps two servers from reaching for the same place, of which one would fail.
 */
@Injectable()
export class RunPlaces {
  constructor(private readonly database: Database) {}

  /**
   * Until the unit of work ends, nobody else changes who has a place here. Take it before any row of a run is written:
   * whoever did it the other way round would wait for the other, and the other for them.
   */
  async lock(places: string | null): Promise<void> {
    if (places === null || this.database.kind === 'sqlite') return;
    await this.database.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 301))', [places]);
  }

  /** Gives the run a place if one is free. @returns whether it has one. */
  async take({ id, places, placeLimit }: RunRow): Promise<boolean> {
    if (places === null || placeLimit === null) return true;
    const taken = (await this.holders(places)).map((row) => row.place ?? 0);
    const place = freePlace(taken, placeLimit);
    if (place === null) return false;
    const result = await this.database.manager.update(RunEntity, { id, status: 'queued' }, { place });
    return result.affected === 1;
  }

  /** Those that have a place, the oldest first. */
  holders(places: string): Promise<RunRow[]> {
    return this.database.manager.find(RunEntity, { where: { places, place: Not(IsNull()) }, order: { id: 'ASC' } });
  }

  /** Those that wait for a place, the oldest first. */
  waiting(places: string, most?: number): Promise<RunRow[]> {
    return this.database.manager.find(RunEntity, {
      where: { places, place: IsNull(), status: 'queued' },
      order: { id: 'ASC' },
      ...(most !== undefined && { take: most }),
    });
  }

  /** All that have not ended, those that wait for approval apart; the newest first. */
  underWay(places: string): Promise<RunRow[]> {
    const going = unfinishedStatuses.filter((status) => status !== 'waiting-approval');
    return this.database.manager.find(RunEntity, { where: { places, status: In(going) }, order: { id: 'DESC' } });
  }

  /** Where somebody waits though nobody may have told them that a place is free. */
  async withWaiting(): Promise<string[]> {
    const rows = await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .select('DISTINCT run.places', 'places')
      .where("run.status = 'queued' AND run.place IS NULL AND run.places IS NOT NULL")
      .getRawMany<{ places: string }>();
    return rows.map((row) => row.places);
  }
}
