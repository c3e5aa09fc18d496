import { role, roles } from '@bothy/contracts';
import { MemberDesk } from '../modules/identity/index.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';
import { WrongUse } from './wrong-use.js';

export const memberRoleCommand: HostCommand = {
  name: 'member role',
  takes: ['<email>', '<role>'],
  options: [],
  summary: `Give a member another role: ${roles.join(', ')}.`,
  run: async ({ words: [email = '', wanted = ''] }, host) => {
    const parsed = role.safeParse(wanted);
    if (!parsed.success) throw new WrongUse(`there is no role "${wanted}". There are ${roles.join(', ')}.`);
    await House.use(host, (house) => house.get(MemberDesk).changeRole({ email }, parsed.data, hostActor));
    await host.out(`${email} now has the role ${parsed.data}.\n`);
    return 0;
  },
};
