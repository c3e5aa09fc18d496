import { createHash } from 'node:crypto';

/**
 * JSON with a weak ETag, as the Rails that GitLab is made of sends it; 304 for who has it already
 * (docs.gitlab.com/api/rest/troubleshooting, "Status codes"). Headers stay in a 304, those of pages among them. A `salt` of
 * null: a proxy before GitLab takes the ETag away.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {unknown} value
 * @param {{salt?: string | null, headers?: Record<string, string>}} told
 */
export const sendJson = (request, response, value, { salt = '', headers = {} } = {}) => {
  const body = JSON.stringify(value);
  const etag = salt === null ? null : `W/"${createHash('md5').update(salt).update(body).digest('hex')}"`;
  const mark = etag === null ? {} : { etag };
  const told = { 'cache-control': 'max-age=0, private, must-revalidate', vary: 'Origin', ...rateHeaders, ...mark };
  if (etag !== null && request.headers['if-none-match'] === etag)
    response.writeHead(304, { ...told, ...headers }).end();
  else
    response
      .writeHead(200, {
        ...told,
        ...headers,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      })
      .end(request.method === 'HEAD' ? undefined : body);
};

/**
 * A page of a list: docs.gitlab.com/api/rest, "Offset-based pagination"; by `cursor`, "Keyset-based pagination", which
 * tells the next page by its link alone.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{items: readonly unknown[], url: URL, most: number, salt: string | null, byKeys: boolean}} list of which
 * nobody gets more than `most` at once
 */
export const sendPage = (request, response, { items, url, most, salt, byKeys }) => {
  if (byKeys) return sendKeyset(request, response, { items, url, most, salt });
  const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 20), most);
  const page = Number(url.searchParams.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const link = (rel, at) => {
    const there = new URL(url);
    there.searchParams.set('page', String(at));
    there.searchParams.set('per_page', String(perPage));
    return `<${there.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < pages ? [link('next', page + 1)] : []),
    link('first', 1),
    link('last', pages),
  ];
  const headers = {
    link: links.join(', '),
    'x-next-page': page < pages ? String(page + 1) : '',
    'x-page': String(page),
    'x-per-page': String(perPage),
    'x-prev-page': page > 1 ? String(page - 1) : '',
    'x-total': String(items.length),
    'x-total-pages': String(pages),
  };
  sendJson(request, response, items.slice((page - 1) * perPage, page * perPage), { salt, headers });
};

const sendKeyset = (request, response, { items, url, most, salt }) => {
  const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 20), most);
  const from = Number(url.searchParams.get('cursor')?.slice('behind-'.length) ?? 0);
  const there = new URL(url);
  there.searchParams.delete('page');
  there.searchParams.set('cursor', `behind-${from + perPage}`);
  /** @type {Record<string, string>} */
  const headers = {};
  if (from + perPage < items.length) headers.link = `<${there.href}>; rel="next"`;
  sendJson(request, response, items.slice(from, from + perPage), { salt, headers });
};

export const sendProblem = (response, status, message, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ message }));

/**
 * docs.gitlab.com/administration/settings/user_and_ip_rate_limits, "Response headers"; the text is GitLab's own default.
 *
 * @param {number | null} retryAfterSeconds null: GitLab does not say, as some of its limits do not
 */
export const sendTooMany = (response, retryAfterSeconds) => {
  const told = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  const spent = { ...rateHeaders, 'ratelimit-observed': '2001', 'ratelimit-remaining': '0' };
  response.writeHead(429, { 'content-type': 'text/plain', ...spent, ...told }).end('Retry later\n');
};

const rateHeaders = {
  'ratelimit-limit': '2000',
  'ratelimit-name': 'throttle_authenticated_api',
  'ratelimit-observed': '1',
  'ratelimit-remaining': '1999',
};
