import { describe, expect, it } from 'vitest';
import { CodecProcesses, type Holder } from './codec-processes.js';

const never = new AbortController().signal;
const inspects = (who: string): Holder => ({ who, sends: false });
const sends = (who: string): Holder => ({ who, sends: true });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What a process is to those that share it: it dies when it is told to, or later. */
class Stub {
  isFree = true;
  isEnding = false;
  die = () => {};
  readonly #gone = new Promise<void>((resolve) => {
    this.die = () => {
      this.isFree = false;
      resolve();
    };
  });

  end(): void {
    this.isFree = false;
    this.isEnding = true;
  }

  ended(): Promise<void> {
    return this.#gone;
  }
}

/** Whether it was given yet. */
const asked = (taken: Promise<Stub>) => {
  const state: { one: Stub | null; error: Error | null } = { one: null, error: null };
  taken.then(
    (one) => (state.one = one),
    (error: Error) => (state.error = error),
  );
  return state;
};

describe('the processes that are shared', () => {
  it('are counted until they are gone', async () => {
    const processes = new CodecProcesses(1, () => new Stub());
    const first = await processes.take(inspects('a'), never);
    const next = asked(processes.take(inspects('b'), never));
    first.isFree = false;
    processes.release(first);
    await settled();
    expect([first.isEnding, next.one, processes.count]).toEqual([true, null, 1]);
    first.die();
    await settled();
    expect(next.one).not.toBe(first);
    expect(next.one?.isFree).toBe(true);
    expect(processes.count).toBe(1);
  });

  it('that cannot be started are told to who waits for them, and to nobody else', async () => {
    let isOut = false;
    const processes = new CodecProcesses(1, () => {
      if (isOut) throw new Error('no more processes');
      return new Stub();
    });
    const first = await processes.take(inspects('a'), never);
    const [second, third] = ['b', 'c'].map((who) => asked(processes.take(inspects(who), never)));
    isOut = true;
    first.isFree = false;
    processes.release(first);
    first.die();
    await settled();
    expect([second?.error?.message, third?.error?.message]).toEqual(['no more processes', 'no more processes']);
    await expect(processes.take(inspects('d'), never)).rejects.toThrow('no more processes');
    isOut = false;
    expect((await processes.take(inspects('e'), never)).isFree).toBe(true);
  });

  it('never all wait for the clients of one, and others do not wait behind them', async () => {
    const processes = new CodecProcesses(2, () => new Stub());
    const first = await processes.take(sends('a'), never);
    const second = asked(processes.take(sends('a'), never));
    const other = asked(processes.take(sends('b'), never));
    await settled();
    expect([second.one, other.one === null]).toEqual([null, false]);
    processes.release(first);
    await settled();
    expect(second.one).toBe(first);
  });

  it('are not given to who went away, whose leaving takes nobody else out', async () => {
    const processes = new CodecProcesses(1, () => new Stub());
    const first = await processes.take(inspects('a'), never);
    const gone = new AbortController();
    const [leaves, stays] = [
      asked(processes.take(inspects('b'), gone.signal)),
      asked(processes.take(inspects('c'), never)),
    ];
    gone.abort();
    processes.release(first);
    gone.abort();
    await settled();
    expect([leaves.error?.message, stays.one]).toEqual(['The request was given up.', first]);
  });

  it('that end while they rest are replaced', async () => {
    const processes = new CodecProcesses(1, () => new Stub());
    const first = await processes.take(inspects('a'), never);
    processes.release(first);
    first.die();
    await settled();
    expect(processes.count).toBe(0);
    expect(await processes.take(inspects('a'), never)).not.toBe(first);
  });
});
