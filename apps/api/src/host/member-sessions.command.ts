import { MemberDesk } from '../modules/identity/index.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';

export const memberSessionsCommand: HostCommand = {
  name: 'member sessions',
  takes: ['<email>'],
  options: [],
  summary: 'End all sessions of a member.',
  run: async ({ words: [email = ''] }, host) => {
    await House.use(host, (house) => house.get(MemberDesk).endSessions({ email }, hostActor));
    await host.out(`${email} is signed out everywhere.\n`);
    return 0;
  },
};
