// Reads a program's output and counts its lines: the least that a reader can do.
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
const began = performance.now();
const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
let lines = 0;
child.stdout.on('data', (bytes) => {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
});
child.on('close', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ lines, wallMs: performance.now() - began, cpuMs: (user + system) / 1000 }));
});
