// Reads one answer as fast as it comes, and says how fast that was: `node proxy-reader.mjs <url>`.
import { connect } from 'node:net';

const url = new URL(process.argv[2]);
const buffer = Buffer.alloc(512 * 1024);
let head = '';
let received = 0;
const began = performance.now();

const socket = connect({
  host: url.hostname,
  port: Number(url.port),
  onread: {
    buffer,
    callback: (length) => {
      if (received === 0) head = buffer.toString('latin1', 0, Math.min(length, 4096));
      received += length;
      return true;
    },
  },
});
socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
socket.once('close', () => {
  const bytes = received - head.indexOf('\r\n\r\n') - 4;
  const status = Number(head.slice(9, 12));
  console.log(JSON.stringify({ status, bytes, seconds: (performance.now() - began) / 1000 }));
});
