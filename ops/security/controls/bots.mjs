import { inApi } from './in-api.mjs';

const bots = 'modules/bots';
const signatures = `${bots}/domain/webhooks/signatures.ts`;
const commandLine = [`${bots}/domain/command-line.ts`, `${bots}/domain/command-line.test.ts`];
const grants = `${bots}/secrets.test.ts`;

/** What a bot is given, what it takes for an order, and what it leaves behind. */
export const botControls = [
  inApi(
    'V1.2.5',
    'parameters as data: not in a script',
    [commandLine[0], 'if (shell) {\n', 'if (shell && index === 0) {\n'],
    [commandLine[1], 'is refused where a value could become more than data'],
  ),
  inApi(
    'V1.2.5',
    'parameters as data: not an option',
    [commandLine[0], "!rendered(argument, values).startsWith('-')", "!rendered(argument, values).startsWith('--')"],
    [commandLine[1], 'takes no value for an option'],
  ),
  inApi(
    'V8.2.2',
    'a secret for the bots that it names',
    [`${bots}/persistence/secrets/secret.repository.ts`, 'allBots || granted.has(id)', 'allBots || granted.size >= 0'],
    [grants, 'go only to bots that may have them, and as tokens only to their servers'],
  ),
  inApi(
    'V8.2.2',
    'no grant for another bot of the same slug',
    [`${bots}/application/bots/bot-removal.ts`, '      await this.secrets.dropGrantsOf(slug);\n', ''],
    [grants, 'do not pass to another bot of the same slug'],
  ),
  inApi(
    'V13.2.1',
    'the signature of a delivery',
    [signatures, 'return isHexOf(hex, hmac(secret, body)) ? null : wrong;', 'return hex.length === 64 ? null : wrong;'],
    [`${bots}/domain/webhooks/signatures.test.ts`, 'is refused with another bit anywhere in the body'],
  ),
  inApi(
    'V5.3.2',
    'links among the files of a run',
    [`${bots}/application/artifacts/left-files.ts`, 'O_RDONLY | O_NOFOLLOW | O_DIRECTORY', 'O_RDONLY | O_DIRECTORY'],
    [`${bots}/artifacts.test.ts`, 'may not be a folder that was put in the place of theirs'],
  ),
];
