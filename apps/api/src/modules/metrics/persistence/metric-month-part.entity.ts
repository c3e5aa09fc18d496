import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** The same month by month, so that years are quickly told. */
@Entity('metric_month_parts', { withoutRowid: true })
export class MetricMonthPartEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_month_parts' }) metric!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_month_parts' }) part!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_month_parts' }) period!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_month_parts' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_month_parts' }) key!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
