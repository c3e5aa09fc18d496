import { describe, expect, it } from 'vitest';
import { ApiClient } from './api-client.js';
import { Demands, type Act, type DemandPorts } from './demands.js';
import { SessionKeeper } from './session-keeper.js';

const refusal = (code: string, details?: object) =>
  new Response(JSON.stringify({ type: 'x', title: code, status: 403, code, requestId: 'r', details }), {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
  });
const stepUp = (target: string) => () => refusal('step_up_required', { action: 'members.reset', target });
const passes = () => new Response('{"link":"l"}', { headers: { 'content-type': 'application/json' } });

/** A page whose person answers `answers` in turn, before a server that answers `replies` in turn. */
function page(replies: (() => Response)[], answers: (boolean | Promise<boolean>)[] = []) {
  const asked: (Act | string)[] = [];
  const calls: string[] = [];
  const answer = async () => (await answers.shift()) ?? false;
  const ports: DemandPorts = {
    confirm: (act) => (asked.push(act), answer()),
    signInAgain: () => (asked.push('sign in'), answer()),
    tellOfMissingPasskey: () => void asked.push('no passkey'),
    enrol: () => void asked.push('enrol'),
  };
  const demands = new Demands();
  demands.attach(ports);
  const keeper = new SessionKeeper({ fetch, channel: null, exclusive: (work) => work(), wait: async () => undefined });
  const client = new ApiClient(keeper, demands, async (input) => {
    calls.push(String(input));
    return (replies.shift() ?? passes)();
  });
  const reset = (id: string) => client.call('POST /api/members/:id/reset', { params: { id } });
  return { asked, calls, client, reset };
}

describe('Demands', () => {
  it('asks for the passkey for this very act, and makes the call again', async () => {
    const { asked, calls, reset } = page([stepUp('m1')], [true]);
    await expect(reset('m1')).resolves.toEqual({ link: 'l' });
    expect(asked).toEqual([{ action: 'members.reset', target: 'm1' }]);
    expect(calls).toEqual(['/api/members/m1/reset', '/api/members/m1/reset']);
  });

  it('knows an act without a target', async () => {
    const { asked, reset } = page(
      [() => refusal('step_up_required', { action: 'audit.export', target: null })],
      [true],
    );
    await reset('m1');
    expect(asked).toEqual([{ action: 'audit.export', target: undefined }]);
  });

  it('asks for a sign-in and then for the passkey, where both are missing', async () => {
    const { asked, reset } = page([() => refusal('sign_in_again'), stepUp('m1')], [true, true]);
    await reset('m1');
    expect(asked).toEqual(['sign in', { action: 'members.reset', target: 'm1' }]);
  });

  it('asks once only: the second refusal is the answer', async () => {
    const { asked, calls, reset } = page([stepUp('m1'), stepUp('m1')], [true, true]);
    await expect(reset('m1')).rejects.toMatchObject({ code: 'step_up_required', told: false });
    expect(asked).toHaveLength(1);
    expect(calls).toHaveLength(2);
  });

  it('says nothing more when the person calls it off, and does not make the call', async () => {
    const { calls, reset } = page([stepUp('m1')], [false]);
    await expect(reset('m1')).rejects.toMatchObject({ code: 'called_off', told: true });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['passkey_required', 'no passkey'],
    ['enrolment_needed', 'enrol'],
  ])('tells of %s once, elsewhere', async (code, said) => {
    const { asked, reset } = page([() => refusal(code)]);
    await expect(reset('m1')).rejects.toMatchObject({ code, told: true });
    expect(asked).toEqual([said]);
  });

  it('asks once for calls that want the same, and in turn for others', async () => {
    let first: (met: boolean) => void = () => undefined;
    const waits = new Promise<boolean>((resolve) => (first = resolve));
    const { asked, reset } = page([stepUp('m1'), stepUp('m1'), stepUp('m2')], [waits, true]);
    const all = Promise.all([reset('m1'), reset('m1'), reset('m2')]);
    await expect.poll(() => asked.length).toBe(1);
    first(true);
    await all;
    expect(asked).toEqual([
      { action: 'members.reset', target: 'm1' },
      { action: 'members.reset', target: 'm2' },
    ]);
  });

  it('asks again for the next act after one was called off', async () => {
    const { asked, reset } = page([stepUp('m1'), stepUp('m1')], [false, true]);
    await expect(reset('m1')).rejects.toMatchObject({ told: true });
    await reset('m1');
    expect(asked).toHaveLength(2);
  });

  it('holds up nothing that a demand itself calls', async () => {
    const { asked, client } = page([() => refusal('sign_in_again')], [true]);
    const call = client.call('POST /api/auth/step-up/options', { body: { action: 'members.reset' } });
    await expect(call).rejects.toMatchObject({ code: 'sign_in_again', told: false });
    expect(asked).toEqual([]);
  });

  it('leaves other refusals alone', async () => {
    const { asked, reset } = page([() => refusal('forbidden')]);
    await expect(reset('m1')).rejects.toMatchObject({ code: 'forbidden', told: false });
    expect(asked).toEqual([]);
  });
});
