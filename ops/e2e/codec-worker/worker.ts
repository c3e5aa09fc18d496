import { SaveError } from '../../../packages/ue4-codec/src/index.js';
import { runCodec } from './run-codec.js';

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function textOf(error: unknown): string {
  return error instanceof SaveError ? `SaveError ${error.code}: ${error.message}` : String(error);
}

addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
  runCodec(data, sha256).then(
    (results) => postMessage({ results }),
    (error: unknown) => postMessage({ error: textOf(error) }),
  );
});
