const lineWidths = [64, 76];
/** The rest in a last row tells little alone, and short patterns slow the search for all. */
const fewestRowCharacters = 16;
const lineEnds = ['\n', '\r\n'];

/**
 * What of the bytes' base64 stays the same wherever they stand in an encoded whole: at each of the three alignments
 * the characters that hold bits of theirs only, and these with the last one when nothing follows, with and without padding.
 */
export function* base64Forms(bytes: Buffer): Generator<string> {
  for (let before = 0; before < 3; before++) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const stableEnd = Math.floor(((before + bytes.length) * 8) / 6);
    yield* bothAlphabets(encoded.slice(from, stableEnd));
    yield* bothAlphabets(encoded.slice(from).replaceAll('=', ''));
    yield* bothAlphabets(encoded.slice(from));
  }
}

export function* hexForms(bytes: Buffer): Generator<string> {
  const hex = bytes.toString('hex');
  yield hex;
  yield hex.toUpperCase();
}

function* bothAlphabets(encoded: string): Generator<string> {
  yield encoded;
  yield encoded.replaceAll('+', '-').replaceAll('/', '_');
}

/** `base64` and `openssl` print rows: all together, and each for itself, as they may stand indented. */
export function* base64Rows(bytes: Buffer): Generator<string> {
  const encoded = bytes.toString('base64');
  const stable = encoded.slice(0, Math.floor((bytes.length * 8) / 6));
  for (const width of lineWidths) {
    for (const text of [stable, encoded]) {
      if (text.length <= width) continue;
      const rows = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      yield* rows.filter((row) => row.length >= fewestRowCharacters);
      for (const end of lineEnds) yield rows.join(end);
    }
  }
}
