import type { ServerResponse } from 'node:http';

/** For tests: reads the headers that a CGI program writes before its answer. */
export class CgiHead {
  #read = '';
  #done = false;

  /** Sets what they say on the response. @returns the bytes behind them. */
  take(bytes: Buffer, response: ServerResponse): Buffer {
    if (this.#done) return bytes;
    this.#read += bytes.toString('latin1');
    const end = this.#read.indexOf('\r\n\r\n');
    if (end < 0) return Buffer.alloc(0);
    this.#done = true;
    let status = 200;
    for (const line of this.#read.slice(0, end).split('\r\n')) {
      const [name = '', value = ''] = line.split(/: (.*)/s);
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    return Buffer.from(this.#read.slice(end + 4), 'latin1');
  }
}
