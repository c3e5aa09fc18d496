import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** A key as the browser hands it out and takes it. */
export interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly privateKey: string;
  readonly signCount: number;
}

/** Passkey devices plugged into one tab. They are always touched, and know their owner unless told otherwise. */
export class Authenticators {
  private constructor(private readonly devtools: CDPSession) {}

  static async of({ context, page }: { context: BrowserContext; page: Page }): Promise<Authenticators> {
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    return new Authenticators(devtools);
  }

  /** A device of its own, by its id. */
  async add(transport: 'internal' | 'usb' = 'internal'): Promise<string> {
    const { authenticatorId } = await this.devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport,
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return authenticatorId;
  }

  async remove(authenticatorId: string): Promise<void> {
    await this.devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  }

  /** Whether the device knows its owner: a finger that fits, or one that does not. */
  async verifies(authenticatorId: string, isUserVerified: boolean): Promise<void> {
    await this.devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  /** Whether anyone touches the device. */
  async touched(authenticatorId: string, enabled: boolean): Promise<void> {
    await this.devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  async credentials(authenticatorId: string): Promise<Credential[]> {
    return (await this.devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  }

  /** Puts a key that was taken from another device into this one. */
  async plant(authenticatorId: string, credential: Credential): Promise<void> {
    await this.devtools.send('WebAuthn.addCredential', { authenticatorId, credential });
  }
}
