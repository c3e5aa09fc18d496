import { Module } from '@nestjs/common';
import { downloadsParts } from './parts/downloads.parts.js';
import { gitParts } from './parts/git.parts.js';
import { portalParts } from './parts/portal.parts.js';
import { sourcesParts } from './parts/sources.parts.js';
import { toolsParts } from './parts/tools.parts.js';

const parts = [toolsParts, sourcesParts, downloadsParts, gitParts, portalParts];

/** Needs the platform, the audit trail, identity, bots (secrets and artifacts) and metrics. */
@Module({
  controllers: parts.flatMap((part) => part.controllers),
  providers: parts.flatMap((part) => part.providers),
})
export class CatalogModule {}
