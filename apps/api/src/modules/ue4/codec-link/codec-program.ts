import { fileURLToPath } from 'node:url';

/** Where the program lies that processes run to open saves: JavaScript, since Node runs it as it is. */
export class CodecProgram {
  constructor(readonly path: string) {}

  /** The one that is built together with this code. */
  static beside(): CodecProgram {
    return new CodecProgram(fileURLToPath(new URL('./save-program.js', import.meta.url)));
  }
}
