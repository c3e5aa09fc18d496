import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NpmStart, root } from './npm-start.js';

const markdown = readFileSync(join(root, 'docs/ci.md'), 'utf8');

/** The shell of a YAML block: what stands behind `run: |`, or in the list below `script:`. */
function shellOf(heading: string): string[] {
  const section = markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = (/```yaml\n(.*?)```/s.exec(section)?.[1] ?? '').split('\n');
  const found: string[] = [];
  for (const [at, line] of lines.entries()) {
    const [, dashed] = /^ {4}- (?!\||uses|name)(.+)$/.exec(line) ?? [];
    if (dashed !== undefined) found.push(dashed);
    if (!/(run:|-) \|$/.test(line)) continue;
    const indent = /^ */.exec(lines[at + 1] ?? '')?.[0].length ?? 0;
    const end = lines.findIndex((next, index) => index > at && (/^ */.exec(next)?.[0].length ?? 0) < indent);
    found.push(
      lines
        .slice(at + 1, end)
        .map((each) => each.slice(indent))
        .join('\n'),
    );
  }
  return found;
}

describe('the snippets of docs/ci.md, as shell', () => {
  let started: NpmStart;
  beforeAll(async () => {
    started = await NpmStart.start();
    mkdirSync(join(started.dataDir, 'ci'));
    const pack = [join(root, 'ops/pack-cli.mjs'), started.dataDir];
    const tarball = execFileSync(process.execPath, pack, { cwd: root, encoding: 'utf8' }).trim();
    renameSync(tarball, join(started.dataDir, 'ci/bothy.tgz'));
    const script = `
      echo "deploying $BOTHY_PARAM_VERSION"
      sleep 1
      echo "of $BOTHY_PARAM_VERSION" > "$BOTHY_ARTIFACTS/report.txt"
      case "$BOTHY_PARAM_VERSION" in broken*) exit 9 ;; esac`;
    await started.call('POST', '/api/bots', {
      slug: 'deploy',
      name: 'Deploy',
      command: { argv: [script], shell: true },
      params: { properties: { version: { type: 'string' } }, required: ['version'] },
    });
    started.token = await started.mint(['bots:run:deploy']);
  });
  afterAll(() => started?.remove());
  beforeEach(() => rmSync(join(started.dataDir, 'left-behind'), { recursive: true, force: true }));

  const job = (script: string, env: Record<string, string>) =>
    started.bash(script, { npm_config_offline: 'true', npm_config_cache: join(started.dataDir, 'npm'), ...env });
  const report = () => readFileSync(join(started.dataDir, 'left-behind/report.txt'), 'utf8');

  it.each([
    ['v1.4', 0],
    ['broken-v2', 9],
  ])('GitHub Actions: %s ends with %i', async (version, code) => {
    const [deploy = '', fetchFiles = ''] = shellOf('GitHub Actions');
    const file = join(started.dataDir, `github-env-${version}`);
    writeFileSync(file, '');
    const env = { GITHUB_REF_NAME: version, GITHUB_RUN_ID: version, GITHUB_RUN_ATTEMPT: '1', GITHUB_ENV: file };
    // As its runner does: bash -e {0}
    const first = await job(`set -e\n${deploy}`, env);
    expect(first.out).toBe(`deploying ${version}\n`);
    expect(first.code).toBe(code);
    const [, run = ''] = /^BOTHY_RUN=(.+)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
    expect((await job(`set -e\n${fetchFiles}`, { ...env, BOTHY_RUN: run })).code).toBe(0);
    expect(report()).toBe(`of ${version}\n`);
    // The step is repeated: no second run.
    await job(`set -e\n${deploy}`, env);
    expect(readFileSync(file, 'utf8')).toBe(`BOTHY_RUN=${run}\n`.repeat(2));
  });

  it.each([
    ['GitLab CI', 'v1.5', 0],
    ['GitLab CI', 'broken-v3', 9],
    ['With curl and jq alone', 'v1.6', 0],
    ['With curl and jq alone', 'broken-v4', 1],
  ])('%s: %s ends with %i', async (heading, version, code) => {
    const script = shellOf(heading);
    expect(script.length).toBeGreaterThan(0);
    // As its runner does: all lines in one shell, with these settings.
    const ended = await job(['set -eo pipefail', ...script].join('\n'), {
      CI_COMMIT_TAG: version,
      CI_JOB_ID: `${heading} ${version}`.replaceAll(' ', '-'),
    });
    expect(ended.out).toContain(`deploying ${version}\n`);
    expect(ended.code).toBe(code);
    const left = heading === 'GitLab CI' && code === 0 ? report() : `of ${version}\n`;
    expect(left).toBe(`of ${version}\n`);
  });
});
