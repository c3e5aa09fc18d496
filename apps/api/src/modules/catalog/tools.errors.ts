import { DomainError } from '../../platform/errors/domain-error.js';

const shown = (slug: string) => `"${slug.slice(0, 64)}"`;

export const toolNotFound = (slug: string) =>
  new DomainError('tool_not_found', 'not-found', `There is no tool ${shown(slug)}.`);

/** To programs that sign in when they are asked to, such as git and curl. */
export const toolForMembers = (slug: string) =>
  new DomainError(
    'tool_for_members',
    'unauthenticated',
    `${shown(slug)} is for members only. Sign in with an API token as the password.`,
  );

/** Whoever gives a tool a bot as its source gives away what its runs leave. */
export const botNotReadable = (bot: string) =>
  new DomainError('forbidden', 'forbidden', `You may not give away the files of the bot ${shown(bot)}.`, {
    needs: 'bots:read',
  });

export const toolExists = (slug: string) =>
  new DomainError('tool_exists', 'conflict', `There is a tool ${shown(slug)} already. Choose another slug.`);
