import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the end of the chain was at one moment, kept apart from it. */
export interface AuditAnchor {
  readonly position: number;
  readonly hash: string;
  readonly at: string;
}

/** Anchors kept whatever their distance, and how many more for each doubling of the distance. */
const newestKept = 256;
const perDoubling = 32;

const linePattern = /^([1-9]\d{0,15}) ([0-9a-f]{64}) (\d{4}-[\d-]{5}T[\d:.]{12}Z) ([0-9a-f]{64})$/;

/** One line: `position hash instant hmac`, the last by HMAC-SHA-256 over what stands before it. */
export const anchorLine = ({ position, hash, at }: AuditAnchor, key: Buffer): string => {
  const text = `${position} ${hash} ${at}`;
  return `${text} ${macOf(text, key).toString('hex')}`;
};

/** Null for a line that was not written with this key. */
export const anchorIn = (line: string, key: Buffer): AuditAnchor | null => {
  const [, position, hash, at, mac] = linePattern.exec(line) ?? [];
  if (position === undefined || hash === undefined || at === undefined || mac === undefined) return null;
  const expected = macOf(`${position} ${hash} ${at}`, key);
  if (!timingSafeEqual(expected, Buffer.from(mac, 'hex'))) return null;
  return { position: Number(position), hash, at };
};

/**
 * A bounded selection: the newest ones, and of the older ones fewer the older they are; always the oldest.
 *
 * @param anchors in any order; the answer has the oldest first.
 */
export const thinned = (anchors: readonly AuditAnchor[]): AuditAnchor[] => {
  const newestFirst = anchors.toSorted((a, b) => b.position - a.position);
  const newest = newestFirst[0]?.position ?? 0;
  const slots = new Set<number>();
  const kept = newestFirst.filter(({ position }, index) => {
    const slot = Math.floor(Math.log2(newest - position + 1) * perDoubling);
    const isKept = index < newestKept || index === newestFirst.length - 1 || !slots.has(slot);
    slots.add(slot);
    return isKept;
  });
  return kept.toReversed();
};

const macOf = (text: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update('bothy:audit-anchor:v1\0').update(text).digest();
