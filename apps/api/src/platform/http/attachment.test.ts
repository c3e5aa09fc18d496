import { describe, expect, it } from 'vitest';
import { attachment } from './attachment.js';

describe('the name of a saved file', () => {
  it.each([
    ['report.txt', `attachment; filename="report.txt"; filename*=UTF-8''report.txt`],
    ['out/deep/a b.txt', `attachment; filename="a b.txt"; filename*=UTF-8''a%20b.txt`],
    ['grün "1".txt', `attachment; filename="gr_n _1_.txt"; filename*=UTF-8''gr%C3%BCn%20%221%22.txt`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['a\r\nset-cookie: b', `attachment; filename="a__set-cookie: b"; filename*=UTF-8''a%0D%0Aset-cookie%3A%20b`],
    ['100%25.txt', `attachment; filename="100_25.txt"; filename*=UTF-8''100%2525.txt`],
    ['half \ud800', `attachment; filename="half _"; filename*=UTF-8''half%20%EF%BF%BD`],
  ])('of %j is written so that no program misreads it', (path, header) => expect(attachment(path)).toBe(header));
});
