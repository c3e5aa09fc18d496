import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What of a file a visitor got on a day: deleted with the day. */
@Entity('metric_claims')
export class MetricClaimEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_claims' }) day!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_metric_claims' }) id!: string;
  /** JSON. */
  @Column('text') spans!: string;
  @Column('boolean') counted!: boolean;
}
