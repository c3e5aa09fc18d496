import { BothyServer } from './server.mjs';
import { median, quantile } from './statistics.mjs';

const rounds = 300;

async function refused(server, email, index) {
  const body = JSON.stringify({ email, password: `wrong-${index}` });
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 401) throw new Error(`the sign-in answered ${answer.status}: ${text}`);
  return { ms: performance.now() - began, text: text.replace(/"requestId":"[^"]*"/, '') };
}

/** How often one of the first took longer than one of the second: 0.5 where nobody can tell them apart. */
const oftenLonger = (first, second) => {
  const longer = first.flatMap((a) => second.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return longer.reduce((sum, each) => sum + each, 0) / longer.length;
};

/**
 * Whether a refused sign-in tells if an address is known: by its body (they must be equal) or by its time. Known and
 * unknown addresses alternate, so that whatever else the machine does meets both.
 */
export async function signIn() {
  const server = await (await BothyServer.start()).setUp();
  try {
    const known = [];
    const unknown = [];
    for (let index = 0; index < rounds; index += 1) {
      const pair = [
        { times: known, email: server.email },
        { times: unknown, email: `nobody-${index}@example.test` },
      ];
      // Who goes first changes too: the second of a pair finds warmer caches.
      const bodies = [];
      for (const { times, email } of index % 2 === 0 ? pair : pair.toReversed()) {
        const { ms, text } = await refused(server, email, index);
        times.push(ms);
        bodies.push(text);
      }
      if (bodies[0] !== bodies[1]) throw new Error(`the bodies differ: ${bodies.join(' and ')}`);
    }
    return [
      { figure: 'refused, known e-mail, p50', ours: median(known), unit: 'ms' },
      { figure: 'refused, unknown e-mail, p50', ours: median(unknown), unit: 'ms' },
      { figure: 'refused, known e-mail, p95', ours: quantile(known, 0.95), unit: 'ms' },
      { figure: 'refused, unknown e-mail, p95', ours: quantile(unknown, 0.95), unit: 'ms' },
      { figure: 'known took longer (0.5: cannot be told)', ours: oftenLonger(known, unknown), unit: 'of pairs' },
    ];
  } finally {
    await server.stop();
  }
}
