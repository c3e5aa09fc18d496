import type { Schema } from '../../../platform/database/schema.js';
import { AddWaysIn1700000000102 } from './add-ways-in-1700000000102.migration.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { ChallengeEntity } from './challenge.entity.js';
import { CreateIdentity1700000000101 } from './create-identity-1700000000101.migration.js';
import { CreateOidc1700000000103 } from './create-oidc-1700000000103.migration.js';
import { InvitationEntity } from './invitation.entity.js';
import { LinkedIdentityEntity } from './linked-identity.entity.js';
import { MemberEntity } from './member.entity.js';
import { OidcFlowEntity } from './oidc-flow.entity.js';
import { PasskeyEntity } from './passkey.entity.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { ResetLinkEntity } from './reset-link.entity.js';
import { SessionEntity } from './session.entity.js';
import { SignInFailureEntity } from './sign-in-failure.entity.js';
import { StepUpEntity } from './step-up.entity.js';

export const identityEntities: Schema['entities'] = [
  MemberEntity,
  SessionEntity,
  RefreshTokenEntity,
  ApiTokenEntity,
  PasskeyEntity,
  ChallengeEntity,
  StepUpEntity,
  RecoveryCodeEntity,
  InvitationEntity,
  ResetLinkEntity,
  LinkedIdentityEntity,
  OidcFlowEntity,
  SignInFailureEntity,
];
export const identityMigrations: Schema['migrations'] = [
  CreateIdentity1700000000101,
  AddWaysIn1700000000102,
  CreateOidc1700000000103,
];
