import { SaveError } from '../errors.js';

/**
 * One step of a path: a name, an index, `Nth` for a name that stands more than once in a list of properties, or
 * {@link append} for the place behind the last element.
 */
export type Step = string | number | Nth;

/** The property with that name that comes after `nth` others of the same name: `Name#1`. */
export class Nth {
  constructor(
    readonly name: string,
    /** 1 or more; the first of a name is a plain string. */
    readonly nth: number,
  ) {}
}

/** The step `[+]`: where an element goes that is to be the last one. */
export const append = -1;

/** The step to the property `name` that `nth` others of that name come before. */
export function stepOf(name: string, nth: number): Step {
  return nth === 0 ? name : new Nth(name, nth);
}

/** The steps of `Name.Name[3].Name#1."a name with dots"`; none for the empty path, which is the root. */
export function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  const scanner = new Scanner(text);
  while (!scanner.done) {
    if (scanner.peek === '[') steps.push(scanner.index());
    else {
      if (steps.length > 0) scanner.expect('.');
      steps.push(scanner.name());
    }
  }
  return steps;
}

/** The text that {@link parsePath} takes back to the same steps. */
export function formatPath(steps: readonly Step[]): string {
  let text = '';
  for (const step of steps) text += text === '' || typeof step === 'number' ? formatStep(step) : `.${formatStep(step)}`;
  return text;
}

/** One step as it stands in a path. */
export function formatStep(step: Step): string {
  if (typeof step === 'number') return step === append ? '[+]' : `[${step}]`;
  if (typeof step === 'string') return formatName(step);
  return `${formatName(step.name)}#${step.nth}`;
}

const reserved = /[.[\]#"]/;

function formatName(name: string): string {
  return name === '' || reserved.test(name) ? JSON.stringify(name) : name;
}

const digits = /[0-9]/;

class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get peek(): string {
    return this.text.charAt(this.at);
  }

  expect(character: string): void {
    if (this.peek !== character) throw this.unexpected(`${JSON.stringify(character)} is wanted`);
    this.at += 1;
  }

  /** `[3]`, `[+]` or `[-]`. */
  index(): number {
    this.expect('[');
    let index = append;
    if (this.peek === '+' || this.peek === '-') this.at += 1;
    else index = this.number();
    this.expect(']');
    return index;
  }

  /** A name, plain or quoted, and which one of that name. */
  name(): Step {
    const name = this.peek === '"' ? this.quoted() : this.plain();
    if (this.peek !== '#') return name;
    this.at += 1;
    return stepOf(name, this.number());
  }

  private number(): number {
    const from = this.at;
    while (digits.test(this.peek)) this.at += 1;
    const text = this.text.slice(from, this.at);
    if (text === '') throw this.unexpected('a number is wanted');
    const value = Number(text);
    if (!Number.isSafeInteger(value) || (text.startsWith('0') && text !== '0')) {
      this.at = from;
      throw this.unexpected('a number without leading zeros is wanted');
    }
    return value;
  }

  private plain(): string {
    const from = this.at;
    while (!this.done && !reserved.test(this.peek)) this.at += 1;
    if (this.at === from) throw this.unexpected('a name is wanted');
    return this.text.slice(from, this.at);
  }

  private quoted(): string {
    const from = this.at;
    this.at += 1;
    while (!this.done && this.peek !== '"') this.at += this.peek === '\\' ? 2 : 1;
    if (this.done) {
      this.at = this.text.length;
      throw this.unexpected('a quotation mark is wanted');
    }
    this.at += 1;
    const value = unquote(this.text.slice(from, this.at));
    if (value !== undefined) return value;
    this.at = from;
    throw this.unexpected('a JSON string is wanted');
  }

  private unexpected(wanted: string): SaveError {
    const found = this.done ? 'the end' : JSON.stringify(this.peek);
    return new SaveError(
      'bad-path',
      `the path ${JSON.stringify(this.text)} cannot be read: ${wanted} where ${found} stands, at character ${this.at + 1}`,
    );
  }
}

function unquote(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
