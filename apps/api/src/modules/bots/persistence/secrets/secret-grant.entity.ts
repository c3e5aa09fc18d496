import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SecretEntity } from './secret.entity.js';

/** Names the bot by its slug, so that a secret can be granted before its bot is made. Who deletes a bot deletes these. */
@Entity('secret_grants')
export class SecretGrantEntity {
  @PrimaryColumn('text', { name: 'secret_id', primaryKeyConstraintName: 'pk_secret_grants' }) secretId!: string;
  @ManyToOne(() => SecretEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'secret_id', foreignKeyConstraintName: 'fk_secret_grants_secret' })
  secret?: SecretEntity;
  @Index('ix_secret_grants_bot')
  @PrimaryColumn('text', { name: 'bot_slug', primaryKeyConstraintName: 'pk_secret_grants' })
  botSlug!: string;
}
