// The least that starts a process over HTTP and streams its output: node:http, spawn, server-sent events.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const runs = new Map();
let next = 0;

function start() {
  const id = String((next += 1));
  const run = { id, events: [], readers: new Set(), ended: false };
  runs.set(id, run);
  const tell = (event) => {
    run.events.push(event);
    for (const reader of run.readers) reader.write(event);
  };
  let seq = 0;
  const child = spawn('/bin/echo', ['hello'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (bytes) => {
    const at = new Date().toISOString();
    const lines = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((text) => ({ seq: (seq += 1), at, stream: 'stdout', text }));
    tell(`id: 1:${seq}\nevent: log\ndata: ${JSON.stringify({ lines })}\n\n`);
  });
  child.on('close', (exitCode) => {
    tell(`event: end\ndata: ${JSON.stringify({ exitCode })}\n\n`);
    run.ended = true;
    for (const reader of run.readers) reader.end();
  });
  return run;
}

createServer((request, response) => {
  if (request.method === 'POST') {
    request.resume();
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: start().id }));
    return;
  }
  const run = runs.get(request.url.split('/')[3]);
  if (!run) return void response.writeHead(request.url === '/health' ? 200 : 404).end();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of run.events) response.write(event);
  if (run.ended) response.end();
  else run.readers.add(response);
}).listen(Number(process.argv[2]), '127.0.0.1');
