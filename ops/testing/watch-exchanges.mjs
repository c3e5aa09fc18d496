import diagnostics from 'node:diagnostics_channel';
import { gunzipSync } from 'node:zlib';

const longestBody = 256 * 1024;
/** Fields of requests and answers that hold a secret, and its sort. */
const fields = {
  accessToken: 'access token',
  clientSecret: 'key',
  code: 'recovery code',
  codes: 'recovery code',
  current: 'password',
  password: 'password',
  recoveryCodes: 'recovery code',
};
const inQueries = ['code', 'state', 'ticket', 'token'];
const ingest = /^\/api\/\d+\/(envelope|store)\//;

/**
 * Notes what passes through an HTTP server of ours: secrets in both directions, and what errors answer.
 *
 * @param {import('node:http').Server} server
 * @param {import('./evidence.mjs').Evidence} evidence
 */
export function watchServer(server, evidence) {
  ours.add(server);
  server.prependListener('request', (request, response) => watch(request, response, evidence));
}

/**
 * The same for every server that this process starts.
 *
 * @param {import('./evidence.mjs').Evidence} evidence
 */
export function watchProcess(evidence) {
  diagnostics.subscribe('http.server.request.start', (/** @type {any} */ { request, response }) =>
    watch(request, response, evidence),
  );
}

/**
 * Notes what reaches stand-ins for Sentry in this process.
 *
 * @param {import('./evidence.mjs').Evidence} evidence
 */
export function watchIngests(evidence) {
  if (watchesIngests) return;
  watchesIngests = true;
  diagnostics.subscribe('http.server.request.start', (/** @type {any} */ { request, server }) => {
    if (ours.has(server) || !ingest.test(request.url)) return;
    const read = collect(request, 'push');
    request.once('close', () => {
      const body = read();
      evidence.sentry((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8'));
    });
  });
}

const ours = new WeakSet();
let watchesIngests = false;

function watch(request, response, evidence) {
  noteHead(request, evidence);
  const sent = collect(request, 'push');
  const answered = collect(response, 'write', 'end');
  const cookies = collectCookies(response);
  response.once('close', () => {
    noteJson(sent(), evidence, request.url);
    for (const value of cookies()) evidence.secret('cookie', value);
    const body = answered();
    if (response.statusCode >= 400)
      evidence.errorAnswer(`${request.method} ${request.url.split('?')[0]}`, response.statusCode, body);
    else noteJson(body, evidence, request.url);
  });
}

function noteHead({ headers, url }, evidence) {
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) evidence.secret(sortOfToken(bearer), bearer);
  for (const pair of (headers.cookie ?? '').split(';'))
    evidence.secret('cookie', pair.slice(pair.indexOf('=') + 1).trim());
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  for (const name of inQueries) evidence.secret('value of a query', query.get(name) ?? '');
}

function noteJson(bytes, evidence, url) {
  const text = bytes.toString('utf8');
  for (const [, token] of text.matchAll(/#token=([\w-]+)/g)) evidence.secret('link token', token);
  if (!/^\s*[[{]/.test(text)) return;
  try {
    noteFields(JSON.parse(text), evidence, url);
  } catch (error) {
    // Half a body, or none at all: tests send those on purpose.
    if (!(error instanceof SyntaxError)) throw error;
  }
}

/** Without recursion: tests send what is nested a hundred thousand levels deep. */
function noteFields(root, evidence, url) {
  const open = [['', root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, value] = next;
    if (typeof value === 'string') noteText(name, value, evidence, url);
    else if (Array.isArray(value)) for (const each of value) open.push([name, each]);
    else if (value !== null && typeof value === 'object') {
      for (const [key, each] of Object.entries(value)) open.push([key, each]);
    }
  }
}

function noteText(name, value, evidence, url) {
  if (name === 'token') evidence.secret(sortOfToken(value, url), value);
  else if (isOfBot(name, value, url)) evidence.secret('secret of a bot', value);
  else if (Object.hasOwn(fields, name)) evidence.secret(fields[name], value);
}

/** Short ones are there to be refused, and may stand anywhere by chance. */
const isOfBot = (name, value, url) =>
  value.length >= 16 &&
  ((name === 'value' && url.startsWith('/api/secrets/')) || (name === 'secret' && url.startsWith('/api/bots')));

function sortOfToken(token, url = '') {
  if (token.startsWith('bty_')) return 'API token';
  if (token.startsWith('eyJ')) return 'access token';
  return url.startsWith('/api/setup') ? 'setup token' : 'link token';
}

/** Keeps a copy of the bytes that pass through these methods of a stream, up to a bound. */
function collect(stream, ...methods) {
  const pieces = [];
  let length = 0;
  for (const method of methods) {
    const original = stream[method];
    stream[method] = function watched(piece, ...rest) {
      if (length < longestBody && (typeof piece === 'string' || piece instanceof Uint8Array)) {
        const bytes = Buffer.from(piece);
        pieces.push(bytes);
        length += bytes.length;
      }
      return original.call(this, piece, ...rest);
    };
  }
  return () => Buffer.concat(pieces);
}

/** Values of the cookies that an answer sets, by whichever way its head is written. */
function collectCookies(response) {
  const lines = [];
  const { writeHead } = response;
  response.writeHead = function watched(status, ...rest) {
    const headers = rest.find((each) => each !== null && typeof each === 'object') ?? {};
    const entries = Object.entries({ ...this.getHeaders(), ...headers });
    for (const [name, value] of entries) if (name.toLowerCase() === 'set-cookie') lines.push(value);
    return writeHead.call(this, status, ...rest);
  };
  return () => lines.flat().map((line) => line.split(';')[0].slice(line.indexOf('=') + 1));
}
