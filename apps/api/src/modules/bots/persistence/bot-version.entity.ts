import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { BotEntity } from './bot.entity.js';

@Entity('bot_versions')
export class BotVersionEntity {
  @PrimaryColumn('text', { name: 'bot_id', primaryKeyConstraintName: 'pk_bot_versions' }) botId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_bot_versions' }) version!: number;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_bot_versions_bot' })
  bot?: BotEntity;
  /** JSON, as it was from this version on. */
  @Column('text') definition!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  /** JSON of the actor. */
  @Column('text', { name: 'created_by' }) createdBy!: string;
}
