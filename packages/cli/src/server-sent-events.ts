export interface ServerSentEvent {
  event: string;
  data: string;
  /** Null when the event carries none. */
  id: string | null;
}

/**
 * Reads `text/event-stream` bytes. An event that the end of the stream cuts short is not given.
 * Source of the format: WHATWG HTML, "Interpreting an event stream".
 */
export async function* readServerSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let event: ServerSentEvent = { event: 'message', data: '', id: null };
  let hasData = false;
  for await (const line of readLines(body)) {
    if (line === '') {
      if (hasData) yield event;
      event = { event: 'message', data: '', id: null };
      hasData = false;
      continue;
    }
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') {
      event.data += (hasData ? '\n' : '') + (value ?? '');
      hasData = true;
    }
    if (field === 'event') event.event = value ?? '';
    if (field === 'id') event.id = value ?? '';
  }
}

async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
