import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './create-app.js';
import { describeApi } from './openapi/describe-api.js';
import { Config } from './platform/config/config.js';

/** `openapi.json` at the root: committed, and served as it is. */
const target = process.argv[2] ?? join(import.meta.dirname, '../../../openapi.json');

const dataDir = await mkdtemp(join(tmpdir(), 'bothy-openapi-'));
const app = await createApp(Config.from({ BOTHY_DATA_DIR: dataDir, BOTHY_LOG_LEVEL: 'silent' }));
try {
  await writeFile(target, `${JSON.stringify(describeApi(app), null, 2)}\n`);
} finally {
  await app.close();
  await rm(dataDir, { recursive: true });
}
