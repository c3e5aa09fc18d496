import { expect, it } from 'vitest';
import { ProblemError } from '../../app/api/index.js';
import { withReasons } from './with-reasons.js';

it('says what the server found wrong, once, and keeps the id to ask about', () => {
  const issue = { path: ['to'], message: 'At most 3,660 days at once.' };
  const error = new ProblemError({ title: 'Not valid.', status: 400, requestId: 'r1', issues: [issue, issue] });
  expect(withReasons(error)).toMatchObject({ message: issue.message, requestId: 'r1', status: 400 });
  const plain = new ProblemError({ title: 'Not now.', status: 503 });
  expect(withReasons(plain)).toBe(plain);
});
