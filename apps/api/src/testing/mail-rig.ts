import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchedulerRegistry } from '@nestjs/schedule';
import { ManualClock } from '../platform/clock/manual-clock.js';
import { KeyRotation } from '../platform/crypto/key-rotation.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { Keys } from '../platform/crypto/keys.js';
import { MasterKeys } from '../platform/crypto/master-keys.js';
import { SealedStores } from '../platform/crypto/sealed-stores.js';
import { Database } from '../platform/database/database.js';
import { Migrator } from '../platform/database/migrator.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { WorkContext } from '../platform/database/work-context.js';
import { EventBus } from '../platform/events/event-bus.js';
import { JobRunner } from '../platform/jobs/job-runner.js';
import { ServerLock } from '../platform/lifecycle/server-lock.js';
import { KeptTransport } from '../platform/mail/kept-transport.js';
import { MailFrom } from '../platform/mail/mail-address.js';
import { MailDelivery } from '../platform/mail/mail-delivery.js';
import { MailKinds } from '../platform/mail/mail-kinds.js';
import { MailRound } from '../platform/mail/mail-round.js';
import { MailSeals } from '../platform/mail/mail-seals.js';
import { MailSenderJob } from '../platform/mail/mail-sender.job.js';
import { MailSweepJob } from '../platform/mail/mail-sweep.job.js';
import { Outbox } from '../platform/mail/outbox.js';
import { MailEntity } from '../platform/mail/persistence/mail.entity.js';
import { Mails } from '../platform/mail/persistence/mails.js';
import { mailEntities, mailMigrations } from '../platform/mail/persistence/schema.js';
import { SealedMails } from '../platform/mail/persistence/sealed-mails.js';
import { SmtpTransport } from '../platform/mail/smtp-transport.js';
import { Metrics } from '../platform/observability/metrics.js';
import { DataFolder } from '../platform/storage/data-folder.js';
import type { DatabaseKind, TestDatabase } from './test-databases.js';

const from = MailFrom.of('Bothy <bothy@example.test>');

interface Surroundings {
  readonly test: TestDatabase;
  readonly data: DataFolder;
  readonly clock: ManualClock;
  readonly smtpUrl: string | null;
}

/** The outbox as one server has it, over a database that several may share; only one of them holds the folder. */
const outboxOver = ({ test, data, clock, smtpUrl }: Surroundings, lock: ServerLock) => {
  const context = new WorkContext();
  const database = new Database(test.connections, context);
  const unitOfWork = new UnitOfWork(test.connections, context);
  const keys = new Keys(data);
  const keyring = new Keyring(new MasterKeys(data, keys, clock));
  const seals = new MailSeals(keyring);
  const mails = new Mails(database, clock, seals, from);
  const transport = smtpUrl === null ? new KeptTransport(unitOfWork, mails, seals) : new SmtpTransport(smtpUrl, from);
  const kinds = new MailKinds();
  const round = new MailRound(unitOfWork, mails, new MailDelivery(kinds, seals, transport, clock));
  const events = new EventBus();
  const jobs = new JobRunner(new SchedulerRegistry(), lock, Metrics.closed());
  const sender = new MailSenderJob(jobs, round, events);
  const sweep = new MailSweepJob(jobs, unitOfWork, mails);
  const stores = new SealedStores();
  new SealedMails(database, unitOfWork, stores).onModuleInit();
  const rotation = new KeyRotation(keyring, keys, stores, clock);
  const outbox = new Outbox(unitOfWork, mails, events);
  return {
    ...{ unitOfWork, mails, seals, transport, kinds, round, sender, sweep, jobs, rotation, keyring, outbox },
    rows: () => database.manager.find(MailEntity, { order: { id: 'ASC' } }),
    /** Sends all that is due at this moment. */
    sendAll: async () => {
      while ((await round.run(new AbortController().signal)) > 0);
    },
  };
};

/** An outbox of its own, on a database of its own. */
export const openMailRig = async (kind: DatabaseKind, smtpUrl: string | null) => {
  const test = await kind.open({ entities: mailEntities, migrations: mailMigrations });
  await new Migrator(test.connections.writer).migrate();
  const folder = mkdtempSync(join(tmpdir(), 'bothy-mail-'));
  const surroundings = { test, data: new DataFolder(folder), clock: new ManualClock(), smtpUrl };
  const lock = await ServerLock.acquire(surroundings.data);
  return {
    ...outboxOver(surroundings, lock),
    clock: surroundings.clock,
    another: () => outboxOver(surroundings, ServerLock.none()),
    remove: async () => {
      await test.remove();
      await lock.release();
      rmSync(folder, { recursive: true });
    },
  };
};
