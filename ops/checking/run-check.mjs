import { spawn } from 'node:child_process';
import { seconds } from '../prepare/say.mjs';

/**
 * Runs one check and prints its name, how long it took, and, where it fails, what it said. A check is either a
 * `command` for Node or a function `judge(root)` that gives a list of complaints.
 */
export async function runCheck(root, check) {
  const began = performance.now();
  const { passed, output } = check.judge ? await judged(root, check) : await commanded(root, check);
  const took = seconds(performance.now() - began);
  console.log(`${passed ? 'holds' : 'FAILS'}  ${check.name} (${took})`);
  if (!passed) console.log(output.trimEnd());
  return { name: check.name, passed, took };
}

async function judged(root, check) {
  try {
    const complaints = await check.judge(root);
    return { passed: complaints.length === 0, output: complaints.join('\n') };
  } catch (error) {
    // The others are still to be heard.
    return { passed: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function commanded(root, { command, cwd = '.' }) {
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, command, {
      cwd: `${root}/${cwd}`,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', failed);
    child.on('close', (code) => ended({ passed: code === 0, output }));
  });
}
