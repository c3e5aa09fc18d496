import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** What the days of a month that are rolled up make together, for good. */
@Entity('metric_months', { withoutRowid: true })
export class MetricMonthEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_months' }) metric!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_months' }) month!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_months' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_months' }) version!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
