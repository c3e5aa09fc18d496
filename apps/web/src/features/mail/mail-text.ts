/** A piece of a mail: text, or a link into this very page. */
interface MailPiece {
  readonly text: string;
  readonly href: string | null;
}

const address = /https?:\/\/[^\s<>"]+/g;

/** Cuts a mail into text and links. Only links that stay on `origin` can be followed; all others are text. */
export function piecesOf(text: string, origin: string): readonly MailPiece[] {
  const pieces: MailPiece[] = [];
  const add = (part: string, href: string | null) => part && pieces.push({ text: part, href });
  let end = 0;
  for (const found of text.matchAll(address)) {
    // A full stop or bracket behind a link belongs to the sentence.
    const link = found[0].replace(/[.,;:!?)\]]+$/, '');
    if (!URL.canParse(link) || new URL(link).origin !== origin) continue;
    add(text.slice(end, found.index), null);
    add(link, link);
    end = found.index + link.length;
  }
  add(text.slice(end), null);
  return pieces;
}
