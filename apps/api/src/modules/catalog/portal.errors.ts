import { DomainError } from '../../platform/errors/domain-error.js';

export const portalNotBuilt = (folder: string) =>
  new DomainError(
    'portal_not_built',
    'unavailable',
    `The public pages are not built: ${folder} is missing. Build them with npm start or node ops/prepare.mjs.`,
  );
