import type { Schema } from '../../database/schema.js';
import { CreateMails1700000000501 } from './create-mails-1700000000501.migration.js';
import { MailEntity } from './mail.entity.js';

export const mailEntities: Schema['entities'] = [MailEntity];
export const mailMigrations: Schema['migrations'] = [CreateMails1700000000501];
