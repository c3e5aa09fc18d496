import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

export interface AuditActor {
  readonly kind: 'member' | 'token' | 'system';
  readonly id: string;
  readonly name: string;
}

export interface AuditTarget {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** What a module tells the trail. */
export interface AuditAct {
  readonly actor: AuditActor;
  /** `<thing>.<act>`, for example `bot.created`. */
  readonly action: string;
  readonly target: AuditTarget | null;
  /** Read by whoever may read the trail: put no secret in it. */
  readonly details: Record<string, unknown>;
}

/** An act as it is kept: its hash covers all its fields and, through `prevHash`, all acts before it. */
export interface AuditRecord extends AuditAct {
  readonly id: string;
  readonly at: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** `prevHash` of the first act. */
export const genesisHash = '0'.repeat(64);

export const hashOf = (record: Omit<AuditRecord, 'hash'>): string => {
  const { id, at, actor, action, target, details, prevHash } = record;
  const text = canonicalJson({ id, at, actor, action, target, details, prevHash });
  return createHash('sha256').update(text).digest('hex');
};
