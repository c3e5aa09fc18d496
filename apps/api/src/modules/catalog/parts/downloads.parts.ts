import { CacheShelf } from '../application/downloads/cache-shelf.js';
import { DownloadDesk } from '../application/downloads/download-desk.js';
import { DownloadReport } from '../application/downloads/download-report.js';
import { FileCache } from '../application/downloads/file-cache.js';
import { FileOpener } from '../application/downloads/file-opener.js';
import { SettledFiles } from '../application/downloads/settled-files.js';
import { ClientLimits } from '../http/client-limits.js';
import { DownloadSender } from '../http/download-sender.js';
import { DownloadsController } from '../http/downloads.controller.js';
import { FileStreamer } from '../http/file-streamer.js';
import type { Parts } from './parts.js';

/** Files on their way to whoever asks. */
export const downloadsParts: Parts = {
  controllers: [DownloadsController],
  providers: [
    ...[CacheShelf, FileCache, FileOpener],
    ...[DownloadDesk, SettledFiles, DownloadReport],
    ...[ClientLimits, DownloadSender, FileStreamer],
  ],
};
