import type { NodemailerError } from 'nodemailer';
import { oneLine } from './mail-address.js';
import { MailRefused } from './mail-transport.js';

const longestProblem = 300;
/** Only these speak of the mail itself; a refused login or sender is the operator's to mend, and the mail waits. */
const aboutTheMail = new Set(['RCPT TO', 'DATA']);

/** Mail servers like to quote what they refuse: links and what may be a token or password are left out. */
const withoutSecrets = (words: string, secrets: readonly string[]): string => {
  let text = words;
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[…]');
  return text.replaceAll(/https?:\/\/\S+/gi, '[link]').replaceAll(/[\w+/=-]{20,}/g, '[…]');
};

const wordsOf = (error: NodemailerError): string => {
  if (error.code === 'EAUTH') return 'The mail server refused the user or password of SMTP_URL.';
  if (error.code === 'ETLS') return 'No encrypted connection to the mail server could be made.';
  if (error.response !== undefined && error.responseCode !== undefined) return error.response;
  const reason = error.originalCode ?? error.code;
  if (error.code === 'EABORT') return 'The mail server took too long, or this server was stopped.';
  if (error.code === 'ETIMEDOUT') return 'The mail server took too long.';
  return `The mail server could not be reached, or hung up${reason === undefined ? '' : ` (${reason})`}.`;
};

/** What a failed attempt over SMTP means: only a refusal (5xx) of the mail itself is for good. */
export const refusalOf = (error: unknown, secrets: readonly string[]): MailRefused => {
  if (!(error instanceof Error)) return new MailRefused('The mail could not be handed over.', { permanent: false });
  const fault: NodemailerError = error;
  const permanent = fault.permanent === true && aboutTheMail.has(fault.command ?? '');
  const words = withoutSecrets(oneLine(wordsOf(fault), 4 * longestProblem), secrets);
  return new MailRefused(oneLine(words, longestProblem), { permanent, cause: error });
};
