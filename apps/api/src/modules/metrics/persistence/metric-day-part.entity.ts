import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** Figures of files, referrers and countries, day by day, for good. */
@Entity('metric_day_parts', { withoutRowid: true })
export class MetricDayPartEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_day_parts' }) metric!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_day_parts' }) part!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_day_parts' }) period!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_day_parts' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_day_parts' }) key!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
