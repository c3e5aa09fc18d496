import type { MetricName } from '@bothy/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

@Entity('metric_events')
@Index('ix_metric_events_at', ['at'])
export class MetricEventEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_events' }) id!: string;
  @Column('text') at!: string;
  @Column('text') metric!: MetricName;
  @Column('text', { nullable: true }) tool!: string | null;
  @Column('text', { nullable: true }) version!: string | null;
  @Column('text', { nullable: true }) file!: string | null;
  /** The host of a page. */
  @Column('text', { nullable: true }) referrer!: string | null;
  @Column('text', { nullable: true }) country!: string | null;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
