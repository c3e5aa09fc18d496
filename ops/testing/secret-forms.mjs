/** Bytes of a pattern's end by which it is first recognised; no pattern is shorter. */
export const windowBytes = 12;
const fewestSigns = 5;

/** Whether a text is long and varied enough that finding it means something. */
export const isWorthHiding = (text) =>
  Buffer.byteLength(text) >= windowBytes && new Set(text).size >= fewestSigns && !text.includes('@');

/** A text as it may stand in other places: as it is, in JSON, in a URL, in base64 within other bytes, in hex. */
export function formsOf(secret) {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    ...new Set([
      secret,
      inJson,
      JSON.stringify(inJson).slice(1, -1),
      encodeURIComponent(secret),
      bytes.toString('hex'),
      ...base64Of(bytes, 'base64'),
      ...base64Of(bytes, 'base64url'),
    ]),
  ].filter((form) => Buffer.byteLength(form) >= windowBytes);
}

/** Three forms, by where among the others its first byte lies; signs that others have a part in are left off. */
const base64Of = (bytes, encoding) =>
  [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const ownSigns = Math.floor(padded.length / 3) * 4;
    return padded.toString(encoding).slice(Math.ceil((before * 4) / 3), ownSigns);
  });
