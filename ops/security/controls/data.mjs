import { inApi } from './in-api.mjs';

const chain = 'modules/audit/domain/chain-walk.ts';
const logging = 'platform/observability/logging.ts';

/** What is kept, written down and given out. */
export const dataControls = [
  inApi(
    'V2.3.3',
    'acts and their records in one transaction',
    ['modules/audit/persistence/audit-entries.ts', 'if (!isInUnitOfWork) throw', 'if (kind === undefined) throw'],
    ['modules/audit/audit-trail.test.ts', 'cannot be written outside a unit of work'],
  ),
  inApi(
    'V2.3.3',
    'the rollback of a unit of work',
    ['platform/database/unit-of-work.ts', 'await runner.rollbackTransaction()', 'await runner.commitTransaction()'],
    ['platform/database/unit-of-work.test.ts', 'keeps two of three that run at once when the third rolls back'],
  ),
  inApi(
    'V16.4.2',
    'the hash of an entry’s content',
    [chain, 'if (hashOf(record) !== record.hash) {', "if (hashOf(record) === '') {"],
    ['modules/audit/audit-verifier.test.ts', 'finds an edit of actor_id'],
  ),
  inApi(
    'V16.4.2',
    'anchors outside the table',
    [chain, 'if (!anchor || anchor.hash === hash) continue;', "if (!anchor || hash !== '') continue;"],
    [
      'modules/audit/audit-verifier.test.ts',
      'finds a chain that was written anew from 1 on without the key of the anchors',
    ],
  ),
  inApi(
    'V16.2.5',
    'what is blacked out in the log',
    [logging, '      hooks: { streamWrite: scrubText },\n', ''],
    ['logging.test.ts', 'blacks out what is called a secret, wherever someone logs it'],
  ),
  inApi(
    'V14.2.1',
    'no queries in the log',
    [logging, "request.url.split('?')[0]", 'request.url'],
    ['logging.test.ts', 'knows neither queries nor the headers that carry credentials'],
  ),
  inApi(
    'V16.5.1',
    'errors that tell the caller nothing',
    [
      'platform/http/problem-of.ts',
      'return problemOfStatus(statusBelow(error), requestId);',
      'return { ...problemOfStatus(statusBelow(error), requestId), details: { error: String(error) } };',
    ],
    ['logging.test.ts', 'tells of what nobody foresaw with its stack, and the caller nothing but where to look'],
  ),
  inApi(
    'V1.3.11',
    'line ends in the headers of mails',
    [
      'platform/mail/mail-address.ts',
      ".replaceAll(/[\\s\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+/gu, ' ')",
      '',
    ],
    [
      'platform/mail/outbox.test.ts',
      'lets no secret lie open, refuses what is no address, and is written to in a unit of work only',
    ],
  ),
  inApi(
    'V1.2.10',
    'formulas in tables',
    ['platform/text/csv-line.ts', 'formulaStart.test(cell) ?', 'formulaStart.test(cell) && cell === "" ?'],
    ['modules/audit/audit-http.test.ts', 'gives a table that spreadsheets read and do not run'],
  ),
  inApi(
    'V11.3.3',
    'the place that a sealed text belongs to',
    [
      'platform/crypto/keyring.ts',
      'Buffer.from(JSON.stringify([version, keyId, purpose, bound]));',
      "Buffer.from(JSON.stringify([version, keyId, purpose, bound === '' ? 1 : 2]));",
    ],
    ['platform/crypto/sealed-place.test.ts', 'a sealed text opens in its own row only, and for its own purpose only'],
  ),
  inApi(
    'V13.3.2',
    'keys for their owner only',
    ['platform/crypto/key-file.ts', "openSync(path, 'w', 0o600)", "openSync(path, 'w', 0o644)"],
    ['platform/crypto/key-file.test.ts', 'makes keys once, for the owner only, and refuses a file that holds none'],
  ),
  inApi(
    'V11.4.2',
    'the cost of password hashes',
    ['modules/identity/application/passwords/password-hasher.ts', 'memoryCost: 19_456', 'memoryCost: 4096'],
    ['modules/identity/passwords.test.ts', 'is kept as argon2id of 19 MiB and two rounds'],
  ),
];
