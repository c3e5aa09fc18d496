import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** Figures of all that was counted and is kept, hour by hour: `2026-11-21T15`. */
@Entity('metric_hours', { withoutRowid: true })
export class MetricHourEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_hours' }) metric!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_hours' }) hour!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_hours' }) tool!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_hours' }) version!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
