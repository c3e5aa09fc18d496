import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSave, type Save } from '@bothy/ue4-codec';

/** Real saves lie beside the project where it is worked on; tests that need them do not run elsewhere. */
const corpus = process.env['BOTHY_TEST_CORPUS'] ?? join(import.meta.dirname, '../../../../../../../../shared/corpus');
const folder = join(corpus, 'icarus');

export const hasCorpus = existsSync(folder);

export function corpusFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, name)));
}

export function corpusSave(name: string): Save {
  return readSave(corpusFile(name));
}
