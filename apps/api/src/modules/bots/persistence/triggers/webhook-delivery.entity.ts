import type { Delivery } from '@bothy/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { BotEntity } from '../bot.entity.js';

@Entity('webhook_deliveries')
@Unique('uq_webhook_deliveries_unique_id', ['botId', 'uniqueId'])
@Index('ix_webhook_deliveries_bot', ['botId', 'id'])
@Index('ix_webhook_deliveries_waiting', ['waiting', 'id'])
@Index('ix_webhook_deliveries_received', ['receivedAt'])
export class WebhookDeliveryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_webhook_deliveries' }) id!: string;
  @Column('text', { name: 'bot_id' }) botId!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_webhook_deliveries_bot' })
  bot?: BotEntity;
  @Column('text', { name: 'bot_slug' }) botSlug!: string;
  /** As the provider names it. */
  @Column('text', { name: 'delivery_id', nullable: true }) deliveryId!: string | null;
  /** The same where nothing else may bear it; null for duplicates, replays and what was refused. */
  @Column('text', { name: 'unique_id', nullable: true }) uniqueId!: string | null;
  @Column('text', { nullable: true }) event!: string | null;
  @Column('text', { name: 'received_at' }) receivedAt!: string;
  @Column('text') status!: Delivery['status'];
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { name: 'run_id', nullable: true }) runId!: string | null;
  /** Its run is still to be started. */
  @Column('boolean') waiting!: boolean;
  @Column('integer', { name: 'payload_bytes' }) payloadBytes!: number;
  /** Sealed, with the headers that a replay needs. */
  @Column('text', { nullable: true }) payload!: string | null;
  @Column('text', { name: 'replay_of', nullable: true }) replayOf!: string | null;
}
