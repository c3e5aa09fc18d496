import { saveFile } from '../../ui/save-file.js';
import type { OpenSave } from './open-save.js';

/** Browsers drop the second of two downloads that begin at once. */
const apartMs = 400;

/** `2026-11-21T09-30-05`, as a part of a file's name. */
export function stamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${day}T${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-')}`;
}

/** Hands over the original as it was read, and then the edited file under its own name. */
export async function downloadEdited(save: OpenSave): Promise<void> {
  const { bytes, revision } = await save.download();
  const backup = await save.original();
  await saveFile(new Response(asBlob(backup)), `${save.name}.bak-${stamp(new Date())}`);
  await new Promise((resolve) => setTimeout(resolve, apartMs));
  await saveFile(new Response(asBlob(bytes)), save.name);
  save.isSafe(revision);
}

/** The whole of the save as JSON. */
export async function downloadJson(save: OpenSave): Promise<void> {
  await saveFile(new Response(await save.json()), `${save.name.replace(/\.json$/i, '')}.save.json`);
}

export function asBlob(bytes: Uint8Array): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
}
