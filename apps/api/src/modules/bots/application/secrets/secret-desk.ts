import { type Secret, secretName } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import type { Principal } from '../../../../platform/http/principal.js';
import type { Page, PageQuery } from '../../../../platform/paging/page.js';
import { AuditTrail } from '../../../audit/index.js';
import { originOf } from '../../domain/origin.js';
import { secretProblem } from '../../domain/secret-strength.js';
import type { SecretEntity } from '../../persistence/secrets/secret.entity.js';
import { SecretRepository } from '../../persistence/secrets/secret.repository.js';
import { SealedSecrets } from '../../persistence/secrets/sealed-secrets.js';
import { secretNotFound } from '../../secrets.errors.js';

export interface SecretOrder {
  readonly value?: string;
  readonly bots: readonly string[] | '*';
  readonly origins: readonly string[];
}

const refused = (path: (string | number)[], message: string) => new InvalidRequest([{ path, message, code: 'custom' }]);

/** Where secrets are set, granted and deleted. What goes in as a value comes out to bots only. */
@Injectable()
export class SecretDesk {
  constructor(
    private readonly secrets: SecretRepository,
    private readonly seals: SealedSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  page(query: PageQuery): Promise<Page<Secret>> {
    return this.secrets.page(query);
  }

  /** @throws DomainError `secret_not_found` */
  async get(name: string): Promise<Secret> {
    return this.secrets.present(await this.#row(name));
  }

  /** Without a value, one that is there keeps its own. Grants are replaced by those that are given. */
  async put(name: string, order: SecretOrder, { actor }: Principal): Promise<Secret> {
    const { value } = order;
    requireName(name);
    if (value !== undefined) requireStrong(value);
    const origins = originsOf(order.origins);
    await this.unitOfWork.run(async () => {
      const seal = value === undefined ? null : (id: string) => this.seals.seal(id, value);
      const row = await this.secrets.claim(name, seal, actor);
      if (!row) throw refused(['value'], 'A new secret needs a value.');
      const allBots = order.bots === '*';
      const named = order.bots === '*' ? [] : [...new Set(order.bots)].toSorted();
      await this.secrets.change(row, seal && seal(row.id), { allBots, origins, bots: named, by: actor });
      const bots = allBots ? '*' : named;
      const details = { bots, origins, valueChanged: value !== undefined };
      await this.audit.append({ actor, action: 'secret.set', target: targetOf(row), details });
    });
    return this.get(name);
  }

  /** @throws DomainError `secret_not_found` */
  async delete(name: string, { actor }: Principal): Promise<void> {
    await this.unitOfWork.run(async () => {
      const row = await this.#row(name);
      // On PostgreSQL somebody else may have deleted it since it was read.
      if (!(await this.secrets.delete(name))) throw secretNotFound(name);
      await this.audit.append({ actor, action: 'secret.deleted', target: targetOf(row), details: {} });
    });
  }

  async #row(name: string): Promise<SecretEntity> {
    const row = await this.secrets.find(name);
    if (!row) throw secretNotFound(name);
    return row;
  }
}

const targetOf = ({ id, name }: SecretEntity) => ({ kind: 'secret', id, name });

function requireName(name: string): void {
  const parsed = secretName.safeParse(name);
  if (!parsed.success) throw refused(['name'], parsed.error.issues[0]?.message ?? 'This name cannot be used.');
}

function requireStrong(value: string): void {
  const problem = secretProblem(value);
  if (problem !== null) throw refused(['value'], problem);
}

/** In the form in which they are compared, each once. */
function originsOf(given: readonly string[]): string[] {
  const origins = given.map((text, at) => {
    const origin = originOf(text);
    if (origin === null) throw refused(['origins', at], 'Write scheme and host only, such as https://gitlab.example.');
    return origin;
  });
  return [...new Set(origins)];
}
