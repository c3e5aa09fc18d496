import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';

/** What the versions of a tool make together on days that are rolled up, so that years are quickly told. */
@Entity('metric_tool_days', { withoutRowid: true })
export class MetricToolDayEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_tool_days' }) metric!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_tool_days' }) day!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_tool_days' }) tool!: string;
  @Column('bigint', { transformer: bigInteger }) value!: number;
}
