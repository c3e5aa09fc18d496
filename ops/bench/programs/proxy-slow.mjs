// Many clients that read slowly: `node proxy-slow.mjs <url> <clients> <bytes a second>`. Says a line once all have bytes.
import { connect } from 'node:net';

const [address, clients, rate] = process.argv.slice(2);
const url = new URL(address);
let begun = 0;

for (let client = 0; client < Number(clients); client += 1) {
  const socket = connect({ host: url.hostname, port: Number(url.port), highWaterMark: 16 * 1024 });
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  socket.once('data', () => {
    begun += 1;
    if (begun === Number(clients)) console.log('all read');
  });
  socket.on('data', (bytes) => {
    socket.pause();
    setTimeout(() => socket.resume(), (bytes.length / Number(rate)) * 1000);
  });
  socket.once('close', () => process.exit(3));
}
