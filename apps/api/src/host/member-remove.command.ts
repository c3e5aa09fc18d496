import { MemberDesk } from '../modules/identity/index.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';

export const memberRemoveCommand: HostCommand = {
  name: 'member remove',
  takes: ['<email>'],
  options: [],
  summary: 'Remove a member, with their sessions, tokens and ways to sign in.',
  run: async ({ words: [email = ''] }, host) => {
    await House.use(host, (house) => house.get(MemberDesk).remove({ email }, hostActor));
    await host.out(`${email} is removed.\n`);
    return 0;
  },
};
