import { DomainError } from '../../platform/errors/domain-error.js';

export const portalNotBuilt = () =>
  new DomainError('portal_not_built', 'unavailable', 'The public pages are not ready on this server. Try again later.');
