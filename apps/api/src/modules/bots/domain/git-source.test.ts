import type { BotDefinition } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { gitIssues } from './git-source.js';

const issuesOf = (url: string) => {
  const gitSource = { url, ref: 'main', secret: null };
  const command = { argv: ['run'], shell: false, workingDir: 'fresh' };
  return gitIssues({ gitSource, command } as unknown as BotDefinition, 'https:http:ssh');
};

describe('the address of a repository', () => {
  it.each([
    'https://git.example.test/team/bot.git',
    'https://git.example.test:8443/team/bot@2.git',
    'ssh://git@git.example.test/team/bot.git',
    'git@git.example.test:team/bot.git',
  ])('may be %s', (url) => expect(issuesOf(url)).toEqual([]));

  it.each([
    'https://user:password@git.example.test/team/bot.git',
    'https://ghp_token@git.example.test/team/bot.git',
    'HTTPS://ghp_token@git.example.test/team/bot.git',
    'http://:token@git.example.test/team/bot.git',
    'ssh://git:password@git.example.test/team/bot.git',
  ])('has no token in it: %s', (url) => {
    expect(issuesOf(url)).toMatchObject([
      { path: ['gitSource', 'url'], message: expect.stringMatching(/Name a secret instead\.$/) },
    ]);
  });

  it.each(['ftp://git.example.test/bot.git', '--upload-pack=x', 'https://@git.example.test/bot.git'])(
    'is refused: %s',
    (url) => expect(issuesOf(url)).toHaveLength(1),
  );
});
