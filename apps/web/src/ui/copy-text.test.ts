import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from './copy-text.js';

/** A page on plain http: there is no clipboard, only what is selected can be copied. */
function withoutClipboard(refuses = false) {
  vi.stubGlobal('navigator', {});
  const copied: { text: string; within: string | undefined }[] = [];
  document.execCommand = () => {
    const area = document.activeElement;
    if (refuses || !(area instanceof HTMLTextAreaElement)) return false;
    copied.push({ text: area.value, within: area.parentElement?.id });
    return true;
  };
  return copied;
}

describe('copyText', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.replaceChildren();
  });

  it('copies from within the dialog that is open, and leaves no trace', async () => {
    const copied = withoutClipboard();
    document.body.innerHTML = '<div id="d" role="dialog"><button>Copy</button></div>';
    const button = document.querySelector('button');
    button?.focus();
    expect(await copyText('a secret')).toBe(true);
    expect(copied).toEqual([{ text: 'a secret', within: 'd' }]);
    expect(document.activeElement).toBe(button);
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('says when the browser refuses', async () => {
    withoutClipboard(true);
    expect(await copyText('a secret')).toBe(false);
    expect(document.querySelector('textarea')).toBeNull();
  });
});
