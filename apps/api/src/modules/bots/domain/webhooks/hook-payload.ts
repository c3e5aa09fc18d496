import type { HookRequest } from './hook-request.js';

/** A payload as filters and mappings see it. */
export interface HookPayload {
  /** What JSON says; the fields of a form; the text of anything else. */
  readonly value: unknown;
  /** Why it could not be read, in a sentence; null where it could. */
  readonly problem: string | null;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a body by its content type. */
export const readPayload = ({ headers, body }: HookRequest): HookPayload => {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  let text: string;
  try {
    text = decoder.decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { value: null, problem: 'The payload is not valid UTF-8.' };
  }
  if (type === 'application/x-www-form-urlencoded') return readForm(text);
  if (/^application\/(?:[\w.-]+\+)?json$/.test(type)) return readJson(text);
  return { value: text, problem: null };
};

const readJson = (text: string): HookPayload => {
  try {
    return { value: JSON.parse(text) as unknown, problem: null };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: null, problem: 'The payload is not valid JSON.' };
  }
};

/** GitHub and Slack put all their JSON into one field, `payload`; other forms are an object of their fields. */
const readForm = (text: string): HookPayload => {
  const form = new URLSearchParams(text);
  const whole = form.get('payload');
  if (whole !== null) return readJson(whole);
  const fields = new Map<string, string | string[]>();
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields.set(name, values.length === 1 ? (values[0] ?? '') : values);
  }
  return { value: Object.fromEntries(fields), problem: null };
};
