#!/usr/bin/env node
import { buffer, text } from 'node:stream/consumers';
import { runCli } from './cli.js';

// `bothy logs … | head` closes the pipe: that is an end, not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (chunk) => process.stdout.write(chunk),
  err: (chunk) => process.stderr.write(chunk),
  write: (chunk) =>
    new Promise((taken, failed) => process.stdout.write(chunk, (error) => (error ? failed(error) : taken()))),
  read: () => text(process.stdin),
  readBytes: () => buffer(process.stdin),
  onInterrupt: (act) => process.once('SIGINT', act).once('SIGTERM', act),
});
