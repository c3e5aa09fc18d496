import { runHost } from '../host/run-host.js';

export interface HostAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs commands of the host over a data folder. @param env variables, as the server has them. */
export const hostOver =
  (env: Record<string, string>) =>
  async (...argv: string[]): Promise<HostAnswer> => {
    let out = '';
    let err = '';
    const code = await runHost(argv, {
      env,
      folder: '/nowhere',
      out: (bytes) => Promise.resolve(void (out += bytes.toString())),
      err: (text) => Promise.resolve(void (err += text)),
    });
    return { code, out, err };
  };
