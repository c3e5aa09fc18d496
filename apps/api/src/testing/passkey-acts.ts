import { SoftwarePasskey, type Behaviour } from './software-passkey.js';
import type { Answer, TestApp } from './test-app.js';

/** What members do with authenticators, over HTTP. */
export class PasskeyActs {
  constructor(private readonly test: TestApp) {}

  options(token: string): Promise<Answer> {
    return this.test.call('POST', '/api/me/passkeys/options', undefined, { token });
  }

  /** Asks, makes a key, sends it in, and confirms with it that one may change one's ways in: for five minutes. */
  async add(token: string, behaviour?: Behaviour): Promise<{ passkey: SoftwarePasskey; answer: Answer }> {
    const { json } = await this.options(token);
    const passkey = new SoftwarePasskey(
      this.test.config.publicUrl,
      Buffer.from(json.user.id, 'base64url').toString('utf8'),
    );
    const body = { ...passkey.create(json, behaviour), name: 'Laptop' };
    const answer = await this.test.call('POST', '/api/me/passkeys', body, { token });
    if (answer.status === 201) await this.confirm(token, passkey, behaviour);
    return { passkey, answer };
  }

  async signIn(passkey: SoftwarePasskey, behaviour?: Behaviour): Promise<Answer> {
    const { json } = await this.test.call('POST', '/api/auth/passkeys/options');
    return this.test.call('POST', '/api/auth/passkeys/verify', passkey.get(json, behaviour));
  }

  confirm(token: string, passkey: SoftwarePasskey, behaviour?: Behaviour): Promise<Answer> {
    return this.stepUp(token, passkey, 'factors.change', undefined, behaviour);
  }

  async stepUp(
    token: string,
    passkey: SoftwarePasskey,
    action: string,
    target?: string,
    behaviour?: Behaviour,
  ): Promise<Answer> {
    const { json } = await this.test.call('POST', '/api/auth/step-up/options', { action, target }, { token });
    return this.test.call('POST', '/api/auth/step-up/verify', passkey.get(json, behaviour), { token });
  }
}
