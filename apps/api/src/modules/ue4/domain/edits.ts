import { type SaveEdit, saveEdits } from '@bothy/contracts';
import { InvalidRequest } from '../../../platform/errors/invalid-request.js';

/** Deeper than what is in any save by far; the codec has its own limits. */
const deepest = 256;

/** @throws InvalidRequest for what is not the JSON of edits. */
export const editsIn = (text: string): readonly SaveEdit[] => {
  if (isTooDeep(text)) throw refused([], `The edits nest deeper than ${deepest} levels.`);
  const parsed = saveEdits.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.slice(0, 20).map(({ path, message, code }) => ({
      path: ['edits', ...path.map((part) => (typeof part === 'symbol' ? String(part) : part))],
      message,
      code,
    })),
  );
};

const refused = (path: readonly (string | number)[], message: string) =>
  new InvalidRequest([{ path: ['edits', ...path], message, code: 'custom' }]);

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw refused([], 'The edits are not valid JSON.');
    throw error;
  }
};

/** Looks before it is parsed, each sign once: what is nested too deeply is nothing to recurse over. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
};
