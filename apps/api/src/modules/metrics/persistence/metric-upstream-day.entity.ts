import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** What GitLab counted of a tool on a day. */
@Entity('metric_upstream_days')
export class MetricUpstreamDayEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_upstream_days' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_upstream_days' }) day!: string;
  @Column('bigint', { transformer: bigInteger }) fetches!: number;
  @Column('text', { name: 'fetched_at' }) fetchedAt!: string;
}
