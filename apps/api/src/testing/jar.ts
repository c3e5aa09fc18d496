/** The cookies of one browser, for one site. */
export class Jar {
  readonly #cookies = new Map<string, string>();

  /** Takes over what an answer sets, and forgets what it takes back. */
  take(answer: { readonly headers: Headers }): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const isGone = /;\s*(?:max-age=0|expires=thu, 01 jan 1970)/i.test(line);
      if (isGone) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(name.length + 1));
    }
  }

  get(name: string): string | null {
    return this.#cookies.get(name) ?? null;
  }

  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
