import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { BotEntity } from './bot.entity.js';

@Entity('bot_seals')
export class BotSealEntity {
  @PrimaryColumn('text', { name: 'bot_id', primaryKeyConstraintName: 'pk_bot_seals' }) botId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_bot_seals' }) name!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_bot_seals_bot' })
  bot?: BotEntity;
  @Column('text') sealed!: string;
}
