/** What the common encoders of URLs do not leave as it is. */
const escapedInUrls = [
  /[^\w.!~*'()-]/g, // encodeURIComponent
  /[^\w.~-]/g, // RFC 3986; curl, Go, Ruby, PHP's rawurlencode
  /[^\w.*-]/g, // forms: URLSearchParams, Java
  /[^\w.-]/g, // PHP's urlencode
  /[^\w.~/-]/g, // Python's quote
  /[^\w.~$&+=:@-]/g, // Go, in paths
  /[^\w.!~*'();/?:@&=+$,#-]/g, // encodeURI
  /[^\w.!~*'()$&+,%-]/g, // user and password in a WHATWG URL
  /[^A-Za-z0-9]/g, // the strictest
];

const percentCodes = [true, false].map((upper) =>
  Array.from({ length: 256 }, (_, byte) => `%${hexOf(String.fromCharCode(byte), 2, upper)}`),
);

/** The text as it stands in URLs and forms. */
export function* urlEscapes(text: string): Generator<string> {
  if (/^[A-Za-z0-9]*$/.test(text)) return;
  const bytes = Buffer.from(text).toString('latin1');
  for (const escaped of escapedInUrls) {
    for (const codes of percentCodes) {
      const encoded = bytes.replace(escaped, (byte) => codes[byte.charCodeAt(0)] ?? byte);
      yield encoded;
      if (text.includes(' ')) yield encoded.replaceAll('%20', '+');
    }
  }
}

/** What an encoder of JSON writes as `\uXXXX`, besides what every one must escape. */
interface JsonStyle {
  escaped: RegExp;
  upper: boolean;
  slash: boolean;
}

const never = /(?!)/;
// oxlint-disable-next-line no-control-regex
const notAscii = /[^\0-\x7e]/;
const jsonStyles: JsonStyle[] = [
  { escaped: never, upper: false, slash: false },
  { escaped: never, upper: false, slash: true },
  { escaped: never, upper: true, slash: false },
  { escaped: never, upper: true, slash: true },
  { escaped: notAscii, upper: false, slash: false }, // Python
  { escaped: notAscii, upper: false, slash: true }, // PHP
  { escaped: notAscii, upper: true, slash: false },
  { escaped: notAscii, upper: true, slash: true },
  { escaped: /[<>&\u2028\u2029]/, upper: false, slash: false }, // Go
  { escaped: /[<>&='\u2028\u2029]/, upper: false, slash: false }, // Gson
  { escaped: /["&'+<>`\x7f-\uffff]/, upper: true, slash: false }, // .NET
];
/** All that any of them may escape. */
// oxlint-disable-next-line no-control-regex
const mayBeEscaped = /[^\w .:;,!?@#$%^*()[\]{}|~-]/g;
const shortEscapes: Record<string, string> = {
  '\b': String.raw`\b`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\f': String.raw`\f`,
  '\r': String.raw`\r`,
};

/** The text as it stands between the quotes of JSON; also as JSON within JSON, and between single quotes. */
export function* jsonEscapes(text: string): Generator<string> {
  if (text.search(mayBeEscaped) < 0) return;
  for (const style of jsonStyles) {
    if (style.escaped !== never && !style.escaped.test(text)) continue;
    const escaped = jsonEscaped(text, style, shortEscapes);
    yield escaped;
    yield jsonEscaped(text, style, {});
    yield escaped.replace(/["\\]/g, String.raw`\$&`);
  }
  yield JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
}

function jsonEscaped(text: string, { escaped, upper, slash }: JsonStyle, short: Record<string, string>): string {
  return text.replace(mayBeEscaped, (char) => {
    if (escaped.test(char)) return String.raw`\u${hexOf(char, 4, upper)}`;
    if (char === '"' || char === '\\') return `\\${char}`;
    if (char === '/') return slash ? String.raw`\/` : char;
    return char < ' ' ? (short[char] ?? String.raw`\u${hexOf(char, 4, upper)}`) : char;
  });
}

function hexOf(char: string, digits: number, upper: boolean): string {
  const hex = char.charCodeAt(0).toString(16).padStart(digits, '0');
  return upper ? hex.toUpperCase() : hex;
}

/** The text as shells quote it, in traces (`set -x`) too, and as XML and HTML write it. */
export function* quotedForms(text: string): Generator<string> {
  yield text.replaceAll("'", String.raw`'\''`);
  yield text.replaceAll("'", `'"'"'`);
  yield text.replace(/[\s'"\\|&;()<>!{}*[\]?^$`,]/g, String.raw`\$&`);
  const elements = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  yield elements;
  const attributes = elements.replaceAll('"', '&quot;');
  yield attributes;
  for (const apostrophe of ['&#39;', '&#x27;', '&apos;']) yield attributes.replaceAll("'", apostrophe);
}
