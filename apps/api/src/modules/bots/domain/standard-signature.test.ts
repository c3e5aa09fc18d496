import { describe, expect, it } from 'vitest';
import { signingKey, standardHeaders } from './standard-signature.js';

describe('the signature of Standard Webhooks', () => {
  it('is that of the example in its specification', () => {
    const body = '{"test": 2432232314}';
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = standardHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body, secret);
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is left out without a secret, and takes any text as one', () => {
    expect(standardHeaders('a', 1, '', null)).toEqual({ 'webhook-id': 'a', 'webhook-timestamp': '1' });
    expect(signingKey('a text of its own').toString()).toBe('a text of its own');
    expect(signingKey('whsec_not base64').toString()).toBe('whsec_not base64');
    expect(signingKey('whsec_').toString()).toBe('whsec_');
    expect(signingKey('whsec_AAEC').equals(Buffer.from([0, 1, 2]))).toBe(true);
  });
});
