import type { LogLine, Run } from '@bothy/contracts';

export interface ServerEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Reads server-sent events until `enough` or the end of the stream, by the words of the HTML standard. */
export async function readEvents(
  url: string,
  token: string,
  options: { headers?: Record<string, string>; enough?: (event: ServerEvent) => boolean } = {},
): Promise<ServerEvent[]> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...options.headers };
  const response = await fetch(url, { headers });
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  const events: ServerEvent[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (!event) continue;
      events.push(event);
      // Leaving the loop cuts the connection.
      if (options.enough?.(event)) return events;
    }
  }
  return events;
}

function parseEvent(block: string): ServerEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^[^:]*: ?/, '')] as const),
  );
  const data = fields.get('data');
  return data === undefined ? null : { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data };
}

export const linesOf = (events: readonly ServerEvent[]): LogLine[] =>
  events.filter(({ event }) => event === 'log').flatMap(({ data }) => (JSON.parse(data) as { lines: LogLine[] }).lines);

export const runOf = (event: ServerEvent | undefined): Run => JSON.parse(event?.data ?? 'null') as Run;
