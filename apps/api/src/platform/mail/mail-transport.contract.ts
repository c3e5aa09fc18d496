import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MailTransport, OutgoingMail } from './mail-transport.js';

/** A mail that a transport has taken, as far as every transport can show it. */
export interface TakenMail {
  readonly recipients: readonly string[];
  readonly text: string;
}

export interface TransportRig {
  readonly transport: MailTransport;
  /** A mail that the transport may be given, with what `changes` says. */
  mail(changes?: Partial<OutgoingMail>): Promise<OutgoingMail>;
  taken(): Promise<TakenMail[]>;
  remove(): Promise<void>;
}

/** What every adapter must do. */
export const mailTransportContract = (name: string, open: () => Promise<TransportRig>): void => {
  describe(`mail transport: ${name}`, () => {
    let rig: TransportRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.remove());

    it('takes a mail as it is, in any script', async () => {
      const text = 'Grüße aus der Hütte.\n\n.\nÅngström, 山小屋, 🏔\n';
      await rig.transport.send(await rig.mail({ text, html: '<p>Grüße</p>' }));
      const [taken, ...rest] = await rig.taken();
      expect(rest).toEqual([]);
      expect(taken?.text.trim()).toBe(text.trim());
    });

    it('takes the same mail again: a server that crashed cannot know that it went out', async () => {
      const mail = await rig.mail();
      await rig.transport.send(mail);
      await rig.transport.send(mail);
      expect((await rig.taken()).every((taken) => taken.text.trim() === mail.text.trim())).toBe(true);
    });

    it('lets neither a subject nor a name add a recipient or a line of its own', async () => {
      const trick = 'x\r\nBcc: eve@example.test\r\n\r\nBuy!\nTo: eve@example.test';
      const mail = await rig.mail();
      await rig.transport.send({ ...mail, subject: trick, to: { ...mail.to, name: trick } });
      const [taken] = await rig.taken();
      expect(taken?.recipients).toEqual([mail.to.address]);
      expect(taken?.text.trim()).toBe(mail.text.trim());
    });

    it('refuses for good what is no address', async () => {
      const mail = await rig.mail();
      const addresses = [
        '',
        'ada',
        'ada@',
        'a@b@c',
        'ada@x.test\r\nRCPT TO:<eve@x.test>',
        '<ada@x.test>',
        'a b@x.test',
      ];
      for (const address of addresses) {
        const sent = rig.transport.send({ ...mail, to: { ...mail.to, address } });
        await expect(sent).rejects.toMatchObject({ name: 'MailRefused', permanent: true });
      }
      expect(await rig.taken()).toEqual([]);
    });
  });
};
