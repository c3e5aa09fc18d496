import { InvalidRequest } from '../../platform/errors/invalid-request.js';
import { hoursKeptDays } from './domain/moments.js';

const issue = (field: string, message: string) =>
  new InvalidRequest([{ path: [field], message, code: 'custom' }], message);

export const endsBeforeItBegins = () => issue('to', 'This must be behind the beginning.');

export const tooManyBuckets = (most: number) =>
  issue('from', `This makes more than ${most} points. Begin later, or ask for greater steps.`);

export const hoursAreGone = () =>
  issue('from', `Hours are kept for ${hoursKeptDays} days. Begin later, or ask for whole days.`);
