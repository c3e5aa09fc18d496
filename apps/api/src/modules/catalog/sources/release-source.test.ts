import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitlabEnvironment, GitlabRig } from '../../../testing/gitlab-rig.js';
import { LeftVersions } from '../../../testing/left-versions.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { PlainFile } from '../../../../../../ops/testing/gitlab/seeded-file.mjs';
import type { ReleaseSource } from '../domain/release-source.js';
import { BotSource } from './bot-source.js';
import { DirectorySource } from './directory/directory-source.js';
import { GitlabSource } from './gitlab/gitlab-source.js';
import { releaseSourceContract, type SourceRig } from './release-source.contract.js';

const sourceOf = (app: TestApp, type: abstract new (...args: never[]) => unknown): ReleaseSource =>
  app.get(type) as unknown as ReleaseSource;

releaseSourceContract('a folder', async (): Promise<SourceRig> => {
  const root = mkdtempSync(join(tmpdir(), 'bothy-catalog-'));
  const path = join(root, 'tool');
  mkdirSync(path);
  const app = await startTestApp({ BOTHY_CATALOG_ROOTS: root });
  const put = async (version: string, name: string, bytes: Buffer) => {
    mkdirSync(join(path, version), { recursive: true });
    writeFileSync(join(root, 'incoming'), bytes);
    renameSync(join(root, 'incoming'), join(path, version, name));
  };
  return {
    source: sourceOf(app, DirectorySource),
    settings: { kind: 'directory', path },
    put,
    replace: put,
    remove: async (version) => rmSync(join(path, version), { recursive: true }),
    close: async () => {
      await app.remove();
      rmSync(root, { recursive: true });
    },
  };
});

for (const [way, set] of [
  ['that sends on to an object store', (rig: GitlabRig) => void (rig.gitlab.redirects = true)],
  ['that gives files itself', (rig: GitlabRig) => void (rig.gitlab.redirects = false)],
  ['that knows no ranges', (rig: GitlabRig) => void (rig.gitlab.objects.manner.ranges = false)],
  ['that does not tell lengths', (rig: GitlabRig) => void (rig.gitlab.objects.manner.chunked = true)],
] as const) {
  releaseSourceContract(`a GitLab ${way}`, async (): Promise<SourceRig> => {
    const app = await startTestApp(gitlabEnvironment);
    const rig = await GitlabRig.of(app, await app.asAdmin());
    set(rig);
    const { gitlab } = rig;
    return {
      source: sourceOf(app, GitlabSource),
      settings: rig.source,
      put: async (version, name, bytes) => rig.release(version, { [name]: bytes }),
      replace: async (version, name, bytes) =>
        void gitlab.publish({ name: 'tool', version, file_name: name, file: new PlainFile(bytes) }),
      remove: async (version) => {
        gitlab.withdraw(version);
        gitlab.unpublish('tool', version);
      },
      close: async () => {
        await app.remove();
        await rig.stop();
      },
    };
  });
}

releaseSourceContract('what runs leave behind', async (): Promise<SourceRig> => {
  const app = await startTestApp();
  const left = await LeftVersions.of(app);
  return {
    source: sourceOf(app, BotSource),
    settings: { kind: 'bot', bot: 'maker' },
    put: (version, name, bytes) => left.put(version, name, bytes),
    replace: async (version, name, bytes) => {
      await left.remove(version);
      await left.put(version, name, bytes);
    },
    remove: (version) => left.remove(version),
    close: () => app.remove(),
  };
});
