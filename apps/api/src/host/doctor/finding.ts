/** What one look at the machine or its settings found. */
export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failing';
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (name: string, message: string): Finding => ({ name, status: 'ok', message });

export const warning = (name: string, message: string, advice: string): Finding => ({
  name,
  status: 'warning',
  message,
  advice,
});

export const failing = (name: string, message: string, advice: string): Finding => ({
  name,
  status: 'failing',
  message,
  advice,
});

/** In one line, without the stack: what the machine says about a failure. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried: each failure says the same.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  return error.message === '' && first instanceof Error ? first.message : error.message;
};
