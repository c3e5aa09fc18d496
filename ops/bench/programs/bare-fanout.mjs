// Bare Node that fans one program's lines out: one shared buffer of server-sent events per 50 ms to all readers.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const [port, ...argv] = process.argv.slice(2);
const readers = new Set();
const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
let seq = 0;
let rest = '';
let lines = [];

child.stdout.setEncoding('utf8');
child.stdout.on('data', (text) => {
  const parts = (rest + text).split('\n');
  rest = parts.pop();
  const at = new Date().toISOString();
  for (const part of parts) lines.push({ seq: (seq += 1), at, stream: 'stdout', text: part });
});

const flush = () => {
  if (lines.length === 0) return;
  const event = Buffer.from(`id: 1:${seq}\nevent: log\ndata: ${JSON.stringify({ lines })}\n\n`);
  lines = [];
  for (const reader of readers) reader.write(event);
};
setInterval(flush, 50);
child.on('close', () => {
  flush();
  for (const reader of readers) reader.end('event: end\ndata: {}\n\n');
});

createServer((request, response) => {
  if (request.url === '/health') return void response.end();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  readers.add(response);
}).listen(Number(port), '127.0.0.1');
