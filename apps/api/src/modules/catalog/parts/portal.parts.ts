import { PageRenderer } from '../application/portal/page-renderer.js';
import { PortalPages } from '../application/portal/portal-pages.js';
import { ReleaseFeeds } from '../application/portal/release-feeds.js';
import { SiteMap } from '../application/portal/site-map.js';
import { Elsewhere } from '../http/elsewhere.js';
import { PortalController } from '../http/portal.controller.js';
import { PublicReleasesRepository } from '../persistence/public-releases.repository.js';
import { BuiltPageRenderer } from '../portal-link/built-page-renderer.js';
import type { Parts } from './parts.js';

/** The public pages. */
export const portalParts: Parts = {
  controllers: [PortalController],
  providers: [
    PublicReleasesRepository,
    { provide: PageRenderer, useClass: BuiltPageRenderer },
    PortalPages,
    ReleaseFeeds,
    SiteMap,
    Elsewhere,
  ],
};
