import { ResetLinks } from '../modules/identity/index.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';

export const adminResetCommand: HostCommand = {
  name: 'admin reset',
  takes: ['<email>'],
  options: ['json'],
  summary: 'A one-time link, good for an hour, for a member who lost every way in.',
  run: ({ words: [email = ''], json }, host) =>
    House.use(host, async (house) => {
      const reset = await house.get(ResetLinks).issue({ email }, hostActor);
      await host.out(json ? `${JSON.stringify(reset)}\n` : `${reset.link}\n`);
      if (!json) await host.err(`It works once, until ${reset.expiresAt}. Give it to ${email} and nobody else.\n`);
      return 0;
    }),
};
