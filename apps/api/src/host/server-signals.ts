export type Asked = 'stop' | 'restart';

/**
 * The signals that tell the server to end: SIGUSR2 to be started again (`bothy restart`), all others for good. Listened
 * to from the first moment: a server that is only half there has a runner already, which a plain death would leave.
 */
export class ServerSignals {
  #asked: Asked | null = null;
  #tell: (asked: Asked) => void = () => undefined;
  readonly #first = new Promise<Asked>((tell) => {
    this.#tell = tell;
  });

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
      process.on(signal, () => this.#take('stop'));
    process.on('SIGUSR2', () => this.#take('restart'));
  }

  /** What is asked for by now; a stop that comes during a restart wins. */
  get asked(): Asked | null {
    return this.#asked;
  }

  /** Resolves at the first signal. */
  first(): Promise<Asked> {
    return this.#first;
  }

  #take(asked: Asked): void {
    if (this.#asked !== 'stop') this.#asked = asked;
    this.#tell(asked);
  }
}
