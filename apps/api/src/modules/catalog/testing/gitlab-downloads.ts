import { GitlabStandIn } from '../../../../../../ops/testing/gitlab/gitlab.mjs';
import { FileCache } from '../application/downloads/file-cache.js';
import { ObjectStorage } from '../../../platform/storage/object-storage.js';
import { DownloadRig } from './download-rig.js';

/** A file as the stand-in serves it. */
export interface ServedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  bytes(from?: number, to?: number): Iterable<Buffer>;
}

/** Tools whose files lie in a private GitLab, which sends whoever downloads on to an object store. */
export class GitlabDownloads {
  private constructor(
    readonly rig: DownloadRig,
    readonly gitlab: GitlabStandIn,
  ) {}

  static async on(kind: { readonly name: string }, overrides: Record<string, string> = {}): Promise<GitlabDownloads> {
    const gitlab = await GitlabStandIn.start();
    const rig = await DownloadRig.on(kind, overrides);
    const origins = [gitlab.url];
    const kept = await rig.call('PUT', '/api/secrets/GITLAB', { value: gitlab.token, origins });
    if (kept.status !== 200 && kept.status !== 201) throw new Error(`The token was not kept: ${kept.text}`);
    gitlab.release({ tag_name: '1.0.0', released_at: '2026-11-01T10:00:00.000Z' });
    const downloads = new GitlabDownloads(rig, gitlab);
    const source = { kind: 'gitlab', baseUrl: gitlab.url, projectId: gitlab.projectId, tokenSecret: 'GITLAB' };
    await rig.make('far', { source });
    return downloads;
  }

  async remove(): Promise<void> {
    await this.rig.remove();
    await this.gitlab.stop();
  }

  /** Puts a file where GitLab keeps it, and has it listed. @returns where it is downloaded. */
  async publish(name: string, file: ServedFile, hasSha256 = true): Promise<string> {
    this.gitlab.publish({ name: 'tool', version: '1.0.0', file_name: name, file, hasSha256 });
    await this.rig.sync('far');
    return `/d/far/1.0.0/${encodeURIComponent(name)}`;
  }

  /** How often the bytes of files were asked for, of GitLab or of its object store. */
  get fetches(): number {
    return this.gitlab.objects.requests.length;
  }

  settled(): Promise<void> {
    return this.rig.app.get(FileCache).settled();
  }

  /** SHA-256 of what the cache holds. */
  async cached(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.rig.app.get(ObjectStorage).list('catalog/cache/'))
      keys.push(key.split('/').at(-1) ?? '');
    return keys;
  }
}
