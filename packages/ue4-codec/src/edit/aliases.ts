import type { Save } from '../save.js';
import type { Step } from './path.js';

/** Short names for what one asks for most, by the kind of the save: the list, and the recorder's stream in an element. */
const short = {
  'icarus-prospect': { list: 'recorders', path: ['StateRecorderBlobs'], data: ['BinaryData'] },
  mounts: { list: 'mounts', path: ['SavedMounts'], data: ['RecorderBlob', 'BinaryData'] },
} as const;

/** The step under which a prospect shows the `ProspectInfo` of its JSON. */
export const infoStep = 'info';

/** Writes out the short names of a path: `recorders[12].data.X` is `StateRecorderBlobs[12].BinaryData.X`. */
export function writtenOut(save: Save, steps: readonly Step[]): readonly Step[] {
  const names =
    save.kind === 'icarus-prospect'
      ? short['icarus-prospect']
      : save.kind === 'icarus-mounts'
        ? short.mounts
        : undefined;
  if (names === undefined || steps[0] !== names.list) return steps;
  const [, index, data, ...rest] = steps;
  if (index === undefined) return names.path;
  const element: readonly Step[] = [...names.path, index];
  if (data === undefined) return element;
  return [...element, ...(data === 'data' ? names.data : [data]), ...rest];
}
