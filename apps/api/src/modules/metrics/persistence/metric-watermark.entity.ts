import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says how far days are rolled up. Its lock is held by whoever writes figures. */
@Entity('metric_watermark')
export class MetricWatermarkEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_metric_watermark' }) id!: number;
  /** The last day that is; before the first of all, none is. */
  @Column('text') day!: string;
}
