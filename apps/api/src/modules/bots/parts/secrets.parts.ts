import { SecretDesk } from '../application/secrets/secret-desk.js';
import { TeamSecrets } from '../application/secrets/team-secrets.js';
import { SecretsController } from '../http/secrets.controller.js';
import { CreateSecrets1700000000304 } from '../persistence/secrets/create-secrets.migration.js';
import { SealedSecrets } from '../persistence/secrets/sealed-secrets.js';
import { SecretGrantEntity } from '../persistence/secrets/secret-grant.entity.js';
import { SecretEntity } from '../persistence/secrets/secret.entity.js';
import { SecretRepository } from '../persistence/secrets/secret.repository.js';
import type { Parts } from './parts.js';

/** The team's secrets. */
export const secretsParts: Parts = {
  controllers: [SecretsController],
  providers: [SecretRepository, SealedSecrets, TeamSecrets, SecretDesk],
  entities: [SecretEntity, SecretGrantEntity],
  migrations: [CreateSecrets1700000000304],
};
