import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { Config } from '../../../platform/config/config.js';
import { EventBus } from '../../../platform/events/event-bus.js';
import { problemOf } from '../../../platform/http/problem-of.js';
import { Metrics } from '../../../platform/observability/metrics.js';
import { SaveDesk } from '../application/save-desk.js';
import { CodecProgram } from './codec-program.js';
import { headOf } from './frames.js';
import { ProcessCodec } from './process-codec.js';

const folder = mkdtempSync(join(tmpdir(), 'bothy-codec-'));
afterAll(() => rmSync(folder, { recursive: true }));
const opened: ProcessCodec[] = [];
afterEach(() => Promise.all(opened.splice(0).map((codec) => codec.beforeApplicationShutdown())));

const config = Config.from({ BOTHY_DATA_DIR: folder, BOTHY_METRICS_TOKEN: 'a-token-for-the-collector' });
const request = { who: 'me', signal: new AbortController().signal };

/** A desk over a program of the test's. */
const deskOver = async (text: string) => {
  const path = join(folder, `${opened.length}-${Date.now()}.mjs`);
  writeFileSync(path, text);
  const metrics = await Metrics.open(config);
  const codec = new ProcessCodec(config, new CodecProgram(path), metrics);
  opened.push(codec);
  return {
    desk: new SaveDesk(codec, new EventBus(), metrics),
    figures: async () => (await metrics.text())?.body ?? '',
  };
};
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error,
  );

it('a fault of the codec is a fault of this server, told by its place alone, and counted as that', async () => {
  const frame = headOf({ type: 'fault', name: 'TypeError', stack: '    at here (codec.js:1:1)' }, 0);
  const answers = `process.stdout.write(Buffer.from('${frame.toString('base64')}', 'base64')); process.stdin.resume();`;
  const { desk, figures } = await deskOver(answers);
  const error = await failureOf(desk.inspect(Buffer.from('save'), request));
  expect(problemOf(error, 'r1')).toMatchObject({ status: 500, code: 'save_fault' });
  expect(error?.cause).toMatchObject({ name: 'TypeError', stack: 'TypeError\n    at here (codec.js:1:1)' });
  expect(await figures()).toContain('bothy_saves_opened_total{act="inspect",kind="fault"} 1');
});

it('a program that is not there is no answer to wait for', async () => {
  const { desk, figures } = await deskOver('process.exit(3);');
  const error = await failureOf(desk.inspect(Buffer.from('save'), request));
  expect(problemOf(error, 'r1')).toMatchObject({ status: 503, code: 'saves_unavailable' });
  expect(await figures()).not.toContain('kind="fault"');
});
