type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

const escape = '\x1b';
const plain: Record<string, string> = {
  Enter: '\r',
  Backspace: '\x7f',
  Tab: '\t',
  Escape: escape,
};
/** Their last letter; a program can ask for `ESC O` in front of it instead of `ESC [`. */
const cursorKeys: Record<string, string> = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  Home: 'H',
  End: 'F',
};
const numbered: Record<string, number> = {
  Insert: 2,
  Delete: 3,
  PageUp: 5,
  PageDown: 6,
  F5: 15,
  F6: 17,
  F7: 18,
  F8: 19,
  F9: 20,
  F10: 21,
  F11: 23,
  F12: 24,
};
const functionKeys: Record<string, string> = { F1: 'P', F2: 'Q', F3: 'R', F4: 'S' };
const control: Record<string, string> = {
  '@': '\0',
  ' ': '\0',
  '[': escape,
  '\\': '\x1c',
  ']': '\x1d',
  '^': '\x1e',
  _: '\x1f',
};

/** What a key sends to a program in a terminal (as xterm does); null when it is not for the program. */
export function keySequence(key: Key, applicationCursor: boolean): string | null {
  if (key.metaKey) return null;
  // As xterm counts them: 1, and 1 for Shift, 2 for Alt, 4 for Ctrl.
  const modifier = 1 + (key.shiftKey ? 1 : 0) + (key.altKey ? 2 : 0) + (key.ctrlKey ? 4 : 0);
  if (key.key === 'Tab' && key.shiftKey) return `${escape}[Z`;
  const simple = plain[key.key];
  if (simple) return (key.altKey ? escape : '') + simple;
  const cursor = cursorKeys[key.key];
  if (cursor)
    return modifier > 1 ? `${escape}[1;${modifier}${cursor}` : `${escape}${applicationCursor ? 'O' : '['}${cursor}`;
  const number = numbered[key.key];
  if (number) return `${escape}[${number}${modifier > 1 ? `;${modifier}` : ''}~`;
  const fn = functionKeys[key.key];
  if (fn) return modifier > 1 ? `${escape}[1;${modifier}${fn}` : `${escape}O${fn}`;
  if (key.key.length !== 1) return null;
  return key.ctrlKey ? controlled(key) : key.altKey ? escape + key.key : key.key;
}

/** Ctrl and a letter. Pasting stays the browser's. */
function controlled({ key, shiftKey, altKey }: Key): string | null {
  if (shiftKey || altKey || key.toLowerCase() === 'v') return null;
  if (/^[a-z]$/i.test(key)) return String.fromCharCode(key.toLowerCase().charCodeAt(0) - 96);
  return control[key] ?? null;
}

/** Pasted text as a terminal hands it over: lines end as Enter does. */
export function pasted(text: string, bracketed: boolean): string {
  const typed = text.replace(/\r?\n/g, '\r');
  // What is pasted must not be able to say that it has ended.
  return bracketed ? `${escape}[200~${typed.replaceAll(escape, '')}${escape}[201~` : typed;
}
