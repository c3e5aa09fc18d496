import type { Schema } from '../../../platform/database/schema.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { CreateIdentity1700000000101 } from './create-identity-1700000000101.migration.js';
import { MemberEntity } from './member.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

export const identityEntities: Schema['entities'] = [MemberEntity, SessionEntity, RefreshTokenEntity, ApiTokenEntity];
export const identityMigrations: Schema['migrations'] = [CreateIdentity1700000000101];
