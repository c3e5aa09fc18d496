import { GitAddresses } from '../application/git/git-addresses.js';
import { GitCounts } from '../application/git/git-counts.js';
import { GitProxy } from '../application/git/git-proxy.js';
import { GitUpstreams } from '../application/git/git-upstreams.js';
import { GitWatch } from '../application/git/git-watch.js';
import { GitController } from '../http/git.controller.js';
import { GitSender } from '../http/git-sender.js';
import type { Parts } from './parts.js';

/** Clones and fetches on their way to git. */
export const gitParts: Parts = {
  controllers: [GitController],
  providers: [GitAddresses, GitUpstreams, GitWatch, GitCounts, GitProxy, GitSender],
};
