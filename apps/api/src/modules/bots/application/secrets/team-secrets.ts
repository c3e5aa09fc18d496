import { Injectable } from '@nestjs/common';
import { originOf } from '../../domain/origin.js';
import { type GrantedSecret, SecretRepository } from '../../persistence/secrets/secret.repository.js';
import { SealedSecrets } from '../../persistence/secrets/sealed-secrets.js';
import { secretNotForOrigin, secretNotGranted } from '../../secrets.errors.js';

export interface UngrantedSecret {
  readonly name: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** Gives secrets to the bots that may have them. */
@Injectable()
export class TeamSecrets {
  constructor(
    private readonly secrets: SecretRepository,
    private readonly seals: SealedSecrets,
  ) {}

  /** Those that the bot may not have, in the order in which they were asked for. A bot that is not made yet has no grants. */
  async ungranted(slug: string, names: readonly string[]): Promise<UngrantedSecret[]> {
    const known = await this.secrets.forBot(slug, names);
    return names.flatMap((name) => {
      const reason = refusal(name, known.get(name), slug);
      return reason === null ? [] : [{ name, reason }];
    });
  }

  /**
   * Their values, for the environment of a run and for its masker; never for an answer.
   *
   * @throws DomainError `secret_not_granted`, naming the first that the bot may not have.
   */
  async valuesFor(slug: string, names: readonly string[]): Promise<{ name: string; value: string }[]> {
    const known = await this.secrets.forBot(slug, names);
    return [...new Set(names)].map((name) => {
      const secret = known.get(name);
      const reason = refusal(name, secret, slug);
      if (!secret || reason !== null) throw secretNotGranted(name, reason ?? '');
      return { name, value: this.seals.open(secret) };
    });
  }

  /**
   * A token that is to be sent to the server of `url`.
   *
   * @throws DomainError `secret_not_for_origin` when it may not be sent there, or not for this bot.
   */
  async tokenFor(name: string, slug: string, url: string): Promise<string> {
    const secret = (await this.secrets.forBot(slug, [name])).get(name);
    const reason = refusal(name, secret, slug);
    if (!secret || reason !== null) throw secretNotForOrigin(name, reason ?? '');
    const origin = originOf(url);
    if (origin !== null && secret.origins.includes(origin)) return this.seals.open(secret);
    throw secretNotForOrigin(name, notThere(name, origin));
  }

  /**
   * A token that the house itself sends to the server of `url`, for no bot.
   *
   * @throws DomainError `secret_not_for_origin` when there is none of this name, or it may not be sent there.
   */
  async tokenForOrigin(name: string, url: string): Promise<string> {
    const secret = await this.secrets.find(name);
    if (!secret) throw secretNotForOrigin(name, `There is no secret "${name}".`);
    const origin = originOf(url);
    const origins = JSON.parse(secret.origins) as string[];
    if (origin === null || !origins.includes(origin)) throw secretNotForOrigin(name, notThere(name, origin));
    return this.seals.open(secret);
  }
}

const notThere = (name: string, origin: string | null): string =>
  `The secret "${name}" may not be sent to ${origin ?? 'this address'}. An admin can name that origin.`;

function refusal(name: string, secret: GrantedSecret | undefined, slug: string): string | null {
  if (!secret) return `There is no secret "${name}".`;
  return secret.isGranted ? null : `The secret "${name}" is not granted to the bot "${slug}". An admin can grant it.`;
}
