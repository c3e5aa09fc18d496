import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chapters, deepSave, largeSave, megabyte, SaveRig, smallSave, zipBomb } from '../../testing/save-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const memoryMb = 1024;
let app: TestApp;
let rig: SaveRig;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_LIMIT_SAVES: '1000000', BOTHY_SAVES_MEMORY_MB: String(memoryMb) });
  rig = new SaveRig(app, await app.asAdmin());
});
afterAll(() => app.remove());
// The server lives, and opens the next save.
beforeEach(() => stillThere());

const stillThere = async () => {
  expect((await app.call('GET', '/health/live')).status).toBe(200);
  expect((await rig.inspect(smallSave())).status).toBe(200);
};

/** The processes that this one started, by what the machine says. */
const children = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === process.pid && commandOf(pid).includes('save-program'))
    .map(Number);
const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It ended meanwhile.
    return '';
  }
};
const parentOf = (pid: string) => Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
const commandOf = (pid: string) => read(`/proc/${pid}/cmdline`);
const residentMb = (pid: number) => Number(/^VmRSS:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
/** Hundredths of a second that a process has worked. */
const worked = (pid: number): number => {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
};
/** One that has a large save, and is at it: an idle one keeps its memory, but does nothing. */
const oneAtWork = async (): Promise<number> => {
  let before = new Map<number, number>();
  for (;;) {
    const now = new Map(children().map((pid) => [pid, worked(pid)] as const));
    const busy = [...now].find(([pid, ticks]) => ticks - (before.get(pid) ?? ticks) >= 2 && residentMb(pid) > 150);
    if (busy !== undefined) return busy[0];
    before = now;
    await sleep(30);
  }
};

/** The most memory that all of the server takes while `work` goes on. */
const peakOf = async <T>(work: () => Promise<T>): Promise<{ result: T; peakMb: number }> => {
  let peakMb = 0;
  const timer = setInterval(() => {
    const all = [process.pid, ...children()].reduce((sum, pid) => sum + residentMb(pid), 0);
    peakMb = Math.max(peakMb, all);
  }, 50);
  try {
    return { result: await work(), peakMb };
  } finally {
    clearInterval(timer);
  }
};

describe('a file that means harm', () => {
  it.each([
    ['tells a size of 2 GB', () => zipBomb(200 * megabyte, 0x7fff_ffff)],
    ['tells a size that is too small', () => zipBomb(200 * megabyte, 1000)],
    ['unpacks to 600 MB', () => zipBomb(600 * megabyte)],
    ['unpacks to zeros', () => zipBomb(300 * megabyte)],
    ['tells of 2 GB in its strings', () => withLengths(0x7fff_ffff)],
    ['tells of lengths below zero', () => withLengths(-0x7fff_ffff)],
    ['nests 10,000 levels deep', () => deepSave(10_000)],
  ])('and %s is refused', { timeout: 60_000 }, async (_what, make) => {
    for (const path of ['/api/ue4/inspect', '/api/ue4/convert?to=json']) {
      const answer = await rig.send(path, make());
      expect(answer.status).toBe(422);
      expect(answer.json).toMatchObject({ code: expect.stringMatching(/^save_(refused|too_demanding)$/) });
    }
  });

  it(
    'and is JSON that nests 100,000 levels deep, or repeats itself for 50 MB, is refused',
    { timeout: 120_000 },
    async () => {
      const deep = Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
      expect((await rig.convert('save', deep)).status).toBe(422);
      const wide = Buffer.from(`[${'[],'.repeat(16 * megabyte)}1]`);
      const { result, peakMb } = await peakOf(() => rig.convert('save', wide));
      expect(result.status).toBe(422);
      expect(peakMb).toBeLessThan(memoryMb * 1.5 + 700);
    },
  );

  it('and is cut at any place is refused, or told about', { timeout: 60_000 }, async () => {
    const bytes = smallSave();
    const statuses = new Set<number>();
    for (let length = 0; length < bytes.length; length += 1) {
      statuses.add((await rig.inspect(bytes.subarray(0, length))).status);
    }
    expect([...statuses].filter((status) => status !== 200)).toEqual([422]);
  });

  it('and is repeated by edits is ended before it takes the memory of the server', { timeout: 120_000 }, async () => {
    const edits = Array.from({ length: 1000 }, () => ({ path: 'Chapters[0]', op: 'duplicate' }));
    const { result, peakMb } = await peakOf(() => rig.edit(chapters(2 * megabyte), edits));
    expect(result.json).toMatchObject({ status: 422, code: 'save_too_demanding', details: { reason: 'memory' } });
    expect(peakMb).toBeLessThan(memoryMb * 1.5 + 700);
  });
});

const withLengths = (length: number): Buffer => {
  const bytes = smallSave();
  const at = bytes.indexOf('Hero') - 4;
  bytes.writeInt32LE(length, at);
  return bytes;
};

describe('many at once', () => {
  it(
    'four files of 50 MB are told about, in bounded memory, while the server answers others',
    { timeout: 180_000 },
    async () => {
      const bytes = largeSave(50 * megabyte - 1000);
      const other = new SaveRig(app, await app.asRole('member'));
      let done = 0;
      const inspected = async (of: SaveRig) => {
        const { status } = await of.inspect(bytes);
        done += 1;
        return status;
      };
      const { result, peakMb } = await peakOf(async () => {
        const statuses = Promise.all([rig, rig, other, other].map(inspected));
        await oneAtWork();
        expect((await app.call('GET', '/health/live')).status).toBe(200);
        // It was answered before any of them, not behind.
        expect(done).toBe(0);
        return statuses;
      });
      expect(result).toEqual([200, 200, 200, 200]);
      // The clients of this test are this process too: four copies of their own.
      expect(peakMb).toBeLessThan(2 * memoryMb + 1200);
    },
  );

  it('one member, with slow bodies by whatever token, leaves room for others', { timeout: 60_000 }, async () => {
    const made = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
    const minted = await app.call('POST', '/api/tokens', made, { token: rig.token });
    const other = new SaveRig(app, await app.asRole('member'));
    const sockets = Array.from({ length: 9 }, (_unused, at) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      const head = `authorization: Bearer ${at % 2 === 0 ? rig.token : minted.json.token}\r\ncontent-length: 1000`;
      socket.write(`POST /api/ue4/inspect HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\nGVAS`);
      return socket;
    });
    try {
      // Eight are in hand or wait, unanswered; the ninth is one too many.
      const [refused] = (await Promise.race(sockets.map((socket) => once(socket, 'data')))) as [Buffer];
      expect(refused.toString()).toMatch(/^HTTP\/1.1 429 /);
      expect((await other.inspect(smallSave())).status).toBe(200);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    const mine = async () => (await rig.inspect(smallSave())).status;
    await expect.poll(mine, { timeout: 10_000 }).toBe(200);
  });

  it('more than that wait, and more of one than may be are refused', { timeout: 60_000 }, async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => rig.inspect(largeSave(megabyte))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(8);
    expect(new Set(statuses.filter((status) => status !== 200))).toEqual(new Set([429]));
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
  });
});

describe('the processes that open saves', () => {
  it('are two at most, and replaced where one was killed', async () => {
    await Promise.all([0, 1, 2, 3].map(() => rig.inspect(largeSave(megabyte))));
    expect(children().length).toBeLessThanOrEqual(2);
    const slow = rig.inspect(largeSave(49 * megabyte));
    process.kill(await oneAtWork(), 'SIGKILL');
    const answer = await slow;
    expect([answer.status, answer.json.code]).toEqual([503, 'saves_unavailable']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('are ended when whoever asked goes away', { timeout: 60_000 }, async () => {
    const bytes = largeSave(49 * megabyte);
    for (let time = 0; time < 2; time += 1) {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.write(
        `POST /api/ue4/inspect HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${rig.token}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
      );
      socket.write(bytes);
      const pid = await oneAtWork();
      socket.destroy();
      await expect.poll(children, { timeout: 10_000 }).not.toContain(pid);
    }
  });

  it('hold nothing of the surroundings of the server', () => {
    const [pid] = children();
    expect(pid).toBeDefined();
    expect(read(`/proc/${pid}/environ`)).toBe('');
  });
});
