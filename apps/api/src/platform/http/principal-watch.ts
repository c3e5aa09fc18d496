import type { Principal } from './principal.js';

/** Tells a long stream whether the one it serves may still read. */
export abstract class PrincipalWatch {
  /** False once the session or token is revoked or expired, or its rights are no longer those it came with. */
  abstract stillValid(principal: Principal): Promise<boolean>;
}
