// A proxy as one writes it with Node's own parts: `node proxy-pipe.mjs <port> <origin>`.
import { createServer, request } from 'node:http';

const [port, origin] = process.argv.slice(2);

createServer((asked, answer) => {
  if (asked.url === '/health') return answer.end('ok');
  const going = request(`${origin}${asked.url}`, (come) => {
    answer.writeHead(come.statusCode, come.headers);
    come.pipe(answer);
  });
  answer.once('close', () => going.destroy());
  going.once('error', () => answer.destroy());
  return going.end();
}).listen(Number(port), '127.0.0.1');
