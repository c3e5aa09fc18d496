import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { frameType, type StartOrder } from '@bothy/contracts/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLog, textOf } from './testing/log-reading.js';
import { TestRunner, until } from './testing/test-runner.js';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.started();
});
afterAll(() => runner.stop());

const key = 'tok/en+16C7 e42F"292c&69é12E77';
const lines = ['-----BEGIN KEY-----', 'MIIEvQIBADANBgkqhkiG9w0B', 'AQEFAASCBKcwggSjAgEAAoIB', '-----END KEY-----'];
const pem = `${lines.join('\n')}\n`;
const secrets = [
  { name: 'KEY', value: key },
  { name: 'PEM', value: pem },
];
const given: Partial<StartOrder> = { env: { KEY: key, PEM: pem }, secrets };
const node = (script: string): string[] => [process.execPath, '-e', `const { KEY, PEM } = process.env; ${script}`];
const pty = { cols: 120, rows: 40 };

/** Files of the runner in which the secrets stand in a usual spelling, or that are named so. */
function leaks(): string[] {
  const encoded = Buffer.from(key).toString('base64');
  const spellings = [key, encoded, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), lines[1] ?? ''];
  const entries = readdirSync(runner.dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => spellings.some((spelling) => path.includes(spelling) || readFileSync(path).includes(spelling)));
}

describe('the secrets of a bot', () => {
  it('are masked in two writes with a silence between them, of which the first half is not shown', async () => {
    const script = `process.stdout.write('key ' + KEY.slice(0, 12)); setTimeout(() => console.log(KEY.slice(12)), 300)`;
    const order = await runner.run(node(script), given);
    expect(readLog(order.logDir).map(({ payload }) => payload.toString())).toEqual(['key ', '[masked: KEY]\n']);
  });

  it('are masked in writes of single bytes, on both streams', async () => {
    const script = `for (const byte of Buffer.from(KEY + '\\n')) for (const to of [1, 2]) fs.writeSync(to, Buffer.of(byte))`;
    const { logDir } = await runner.run(node(script), given);
    expect([textOf(logDir, 0), textOf(logDir, 1)]).toEqual(['[masked: KEY]\n', '[masked: KEY]\n']);
  });

  it('are masked as base64, in URLs, in JSON and as hex', async () => {
    const script = `
      for (const text of [KEY, 'u:' + KEY, 'me:' + KEY + '!']) {
        for (const encoding of ['base64', 'base64url']) console.log(Buffer.from(text).toString(encoding));
      }
      console.log(encodeURIComponent(KEY)); console.log(new URLSearchParams({ KEY }).toString());
      console.log(JSON.stringify({ KEY })); console.log(JSON.stringify({ KEY }).replaceAll('/', '\\\\/').replace('é', '\\\\u00e9'));
      console.log(Buffer.from(KEY).toString('hex'));`;
    const { logDir } = await runner.run(node(script), given);
    const printed = textOf(logDir, 0).split('\n');
    // What stands around the mask is of the text beside the secret, and a few bits of its first and last byte.
    for (const line of printed.slice(0, 6)) expect(line).toMatch(/^.{0,4}\[masked: KEY\].{0,4}$/);
    expect(printed.slice(6)).toEqual([
      '[masked: KEY]',
      'KEY=[masked: KEY]',
      '{"KEY":"[masked: KEY]"}',
      '{"KEY":"[masked: KEY]"}',
      '[masked: KEY]',
      '',
    ]);
  });

  it('are masked where a read of 64 KiB and where a long line is cut', async () => {
    const befores = [16_384, 65_536].flatMap((cut) => [1, 8, 20, 29].map((part) => cut - part));
    for (const before of befores) {
      const { logDir } = await runner.run(
        node(`process.stdout.write('.'.repeat(${before}) + KEY + '.'.repeat(70000))`),
        given,
      );
      expect(textOf(logDir, 0) === `${'.'.repeat(before)}[masked: KEY]${'.'.repeat(70_000)}`).toBe(true);
    }
  });

  it('are masked line by line and as a whole, through pipes and terminals', async () => {
    const script = `console.log('all', PEM); for (const line of PEM.split('\\n')) console.log('  ' + line)`;
    const singly = `${'  [masked: PEM]\n'.repeat(4)}  \n`;
    const piped = await runner.run(node(script), given);
    expect(textOf(piped.logDir, 0)).toBe(`all [masked: PEM]\n${singly}`);
    const inTerminal = await runner.run(node(script), { ...given, pty });
    expect(textOf(inTerminal.logDir, 0)).toBe(`all [masked: PEM]\r\n${singly.replaceAll('\n', '\r\n')}`);
  });

  it('are masked when they are typed into a terminal and shown as they are typed', async () => {
    const order = runner.start(['sh', '-c', 'echo ready; read -r typed; echo "you typed $typed"'], { ...given, pty });
    await runner.running(order);
    await until(() => textOf(order.logDir, 0) === 'ready\r\n');
    for (const character of key) {
      runner.send(frameType.input, { runId: order.runId, attempt: 1, text: character });
    }
    await until(() => textOf(order.logDir, 0).includes('[masked: KEY]'));
    runner.send(frameType.input, { runId: order.runId, attempt: 1, text: '\r' });
    await runner.ended(order);
    expect(textOf(order.logDir, 0)).toBe('ready\r\n[masked: KEY]\r\nyou typed [masked: KEY]\r\n');
  });

  it('are masked in lines of the runner, in the reason of an end, and in names of artifacts', async () => {
    const named = key.replace('/', '_');
    const mask = [{ name: 'KEY', value: named }];
    const missing = await runner.run([`/nowhere/${named}`], { ...given, secrets: mask });
    expect(textOf(missing.logDir, 2)).toContain('/nowhere/[masked: KEY]');
    expect(missing.end.reason).toContain('/nowhere/[masked: KEY]');
    const left = await runner.run(['sh', '-c', 'touch "$BOTHY_ARTIFACTS/a $NAMED.txt"'], {
      env: { NAMED: named },
      secrets: mask,
    });
    expect(readdirSync(left.artifactsDir)).toEqual(['a [masked: KEY].txt']);
  });

  it('are masked a million times, and every line is there', async () => {
    const { logDir, end } = await runner.run(['sh', '-c', 'yes "$KEY" | head -n 1000000'], given);
    expect(end.lines).toBe(1_000_000);
    expect(textOf(logDir, 0) === '[masked: KEY]\n'.repeat(1_000_000)).toBe(true);
  });

  it('are in no file that the runner wrote', () => {
    expect(leaks()).toEqual([]);
  });
});
