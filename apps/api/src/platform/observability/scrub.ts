/** What stands where a secret was. */
const gone = '[redacted]';

/**
 * Forms of secrets in running text, each with what is left of it. No form takes a quotation mark, or a backslash at its
 * end: JSON stays JSON when it is scrubbed as text. Repetitions are bounded, so that no text takes long to look through.
 */
const forms: readonly (readonly [form: RegExp, left: string])[] = [
  [
    // With real line ends, or with those of a text in JSON; whole, or cut off before its last line.
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:[\w+/=\s:,.]|-(?!-)|\\{1,15}[nr])*(?:-----END [A-Z0-9 ]{1,60}-----)?/g,
    gone,
  ],
  // Fields of JSON, also of JSON inside of a JSON text: there each quotation mark has its backslashes before it.
  [
    /((\\{0,15})"[\w-]{0,40}(?:password|passwd|secret|token|authorization|cookie|api_?key|private_?key)\2"\s*:\s*\2")(?:(?!(?<!\\)(?:\2\2\\\\)*\2").)*(?:\2\2\\\\)*(?=\2")/gi,
    `$1${gone}`,
  ],
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)[^\r\n"\\]+/gi, `$1$2${gone}`],
  [/\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi, `$1 ${gone}`],
  [/\b((?:__(?:Host|Secure)-)?bothy\w{0,40}=)[^\s;,"'\\]+/g, `$1${gone}`],
  // A port may stand where a password stands, but a path or nothing comes behind it.
  [/\b([a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@"'<>]{0,200}):(?!\d{1,5}(?:[/?#\s]|$))[^\s"'<>]{1,512}@/gi, `$1:${gone}@`],
  [/\b(https?:\/\/)[^\s/?#@"'<>\\]{1,512}@/gi, `$1${gone}@`],
  [
    /((?:\b|_|%[0-9A-F]{2})(?:token|ticket|secret|password|passwd|pwd|signature|api_?key)(?:=|%3D))['"]?[^\s&#"'<>\\;,)]+/gi,
    `$1${gone}`,
  ],
  // Of a way back from another provider. Elsewhere a code is the code of an error.
  [/([?&](?:code|state|code_verifier)=)[^\s&#"'<>\\]+/g, `$1${gone}`],
  [/bty_\w+/g, gone],
  [/eyJ[\w-]{8,1000}(?:\.[\w-]{0,8000}){0,4}/g, gone],
  [/\$argon2\w{1,2}\$[^\s"'\\]+/g, gone],
  // Recovery codes as they are shown, and as they may be typed.
  [/\b[0-9A-Z]{5}(?:[- ][0-9A-Z]{5}){4}[- ][0-9A-Z]\b/gi, gone],
  [/\b[0-9A-HJKMNP-TV-Z]{26}\b/gi, gone],
  // 256 bits as base64url, whatever they open: tokens of links, of cookies and of the setup.
  [/(?<![\w-])(?=[\w-]{0,42}[A-Z])(?=[\w-]{0,42}[a-z])(?=[\w-]{0,42}\d)[\w-]{43}(?![\w-])/g, gone],
];

/** Names whose value is a secret whatever it looks like, and the values of a statement, which may be anything. */
const secretName =
  /(?:password|passwd|secret|token|authorization|cookie|credential|api[-_]?key|private[-_]?key|recovery[-_]?codes?|^parameters)$/i;
const deepest = 12;

/** The same text without secrets that can be told by their form. JSON stays JSON. */
export const scrubText = (text: string): string =>
  forms.reduce((left, [form, replacement]) => left.replace(form, replacement), text);

/** A copy of a structure for logs and reports: plain data, without what {@link scrubText} finds and without fields named like secrets. */
export const scrub = (value: unknown): unknown => scrubIn(value, []);

const scrubIn = (value: unknown, around: readonly object[]): unknown => {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (around.includes(value)) return '[circular]';
  if (around.length >= deepest) return '[deep]';
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]';
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((each) => scrubIn(each, inside));
  if ('toJSON' in value && typeof value.toJSON === 'function') return scrubIn(value.toJSON(), inside);
  return Object.fromEntries(
    fieldsOf(value).map(([name, each]) => [scrubText(name), isSecret(name, each) ? gone : scrubIn(each, inside)]),
  );
};

/** What tells of an error is no field of it that a loop would see. */
const fieldsOf = (value: object): [string, unknown][] => {
  if (!(value instanceof Error)) return Object.entries(value);
  const { name, message, stack, cause } = value;
  return Object.entries({ ...value, name, message, stack, ...(cause === undefined ? {} : { cause }) });
};

const isSecret = (name: string, value: unknown): boolean =>
  secretName.test(name) && (typeof value === 'string' || (typeof value === 'object' && value !== null));
