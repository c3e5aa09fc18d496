import { openMailRig } from '../../testing/mail-rig.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { mailTransportContract } from './mail-transport.contract.js';

for (const kind of databaseKinds.filter((kind) => kind.isThere)) {
  mailTransportContract(`kept in the outbox, on ${kind.name}`, async () => {
    const rig = await openMailRig(kind, null);
    return {
      transport: rig.transport,
      mail: async (changes) => {
        const to = { name: 'Ada', address: 'ada@example.test' };
        await rig.unitOfWork.run(() => rig.mails.insert({ kind: 'test', to, payload: {} }));
        const row = (await rig.rows()).at(-1);
        if (!row) throw new Error('The mail is not there.');
        return { id: row.id, messageId: row.messageId, to, subject: 'Hello', text: 'Plain words.', ...changes };
      },
      taken: async () => {
        const taken = (await rig.rows()).filter((row) => row.content !== null);
        return taken.map((row) => ({
          recipients: [row.toAddress],
          text: rig.seals.openContent(row.id, row.content ?? '').text,
        }));
      },
      remove: rig.remove,
    };
  });
}
