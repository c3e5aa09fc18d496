import { SaveError } from '@bothy/ue4-codec';
import { mostBytes } from '../open-limit.js';

/** The bytes of a file. `progress` hears how many have come. */
export async function readAll(file: Blob, progress: (done: number) => void): Promise<Uint8Array> {
  if (file.size > mostBytes)
    throw new SaveError('limit', 'the file is larger than 1 GiB, which is more than this page opens');
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let done = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (done + part.value.length > bytes.length) throw changed();
    bytes.set(part.value, done);
    done += part.value.length;
    progress(done);
  }
  if (done !== bytes.length) throw changed();
  return bytes;
}

function changed(): SaveError {
  return new SaveError('not-a-save', 'the file changed while it was read: open it again when nothing writes to it');
}
