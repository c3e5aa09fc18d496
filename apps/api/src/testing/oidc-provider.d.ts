/** The few parts of `oidc-provider` that are used here; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export class Provider {
    constructor(issuer: string, setup: object);
    callback(): RequestListener;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    on(event: string, listener: (...args: unknown[]) => void): void;
    readonly Grant: new (about: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
  }
}
