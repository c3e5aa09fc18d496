import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** Figures of days that are rolled up, for good. */
@Entity('metric_days', { withoutRowid: true })
@Index('ix_metric_days_tool', ['metric', 'tool', 'day', 'version', 'value'])
export class MetricDayEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_days' }) metric!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_days' }) day!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_days' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_days' }) version!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
