import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What hashes of visitors are made with on a day: deleted with it. */
@Entity('metric_salts')
export class MetricSaltEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_salts' }) day!: string;
  /** Sealed, and bound to its day. */
  @Column('text') sealed!: string;
}
