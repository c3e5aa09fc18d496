import { readFileSync } from 'node:fs';
import type { Arguments } from '../arguments.js';
import type { BothyApi } from '../bothy-api.js';
import { Refused } from '../bothy-client.js';
import { CliError } from '../cli-error.js';
import type { Terminal } from '../terminal.js';

/** The parameters as JSON: those of the file, and over them those of the command line by the kinds of the bot. */
export async function readParams(
  api: BothyApi,
  slug: string,
  { params, paramsFile }: Arguments,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  const fromFile = paramsFile === null ? {} : await paramsIn(paramsFile, terminal);
  if (Object.keys(params).length === 0) return fromFile;
  const kinds = await kindsOf(api, slug);
  const typed = Object.entries(params).map(([name, text]) => [name, valueOf(text, kinds.get(name))]);
  return { ...fromFile, ...Object.fromEntries(typed) };
}

/** A token may start a bot that it may not read: then the texts go as they are, and the server says what it wants. */
async function kindsOf(api: BothyApi, slug: string): Promise<Map<string, string>> {
  try {
    return await api.paramKinds(slug);
  } catch (error) {
    if (error instanceof Refused && (error.status === 403 || error.status === 404)) return new Map();
    throw error;
  }
}

/** A text that is no number or no boolean stays a text: the server names the parameter in its refusal. */
function valueOf(text: string, kind: string | undefined): unknown {
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  return (kind === 'integer' || kind === 'number') && isNumber ? Number(text) : text;
}

async function paramsIn(file: string, terminal: Terminal): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(file === '-' ? await terminal.read() : readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it holds no JSON object');
    return value as Record<string, unknown>;
  } catch (error) {
    // What stands in it may be secret: JSON.parse would quote it.
    const why = error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : String(error);
    throw new CliError(`--params-file ${file}: ${why}.`, 2);
  }
}
