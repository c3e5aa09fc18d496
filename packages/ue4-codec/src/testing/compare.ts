/** Stands for any JSON number that a float of 32 bits rounds to that value: the shortest of them may be put out. */
export class Near {
  constructor(private readonly value: number) {}

  matches(json: unknown): boolean {
    if (!Number.isFinite(this.value)) return json === String(this.value);
    return (
      isNumber(json, this.value) || (typeof json === 'number' && Object.is(Math.fround(json), Math.fround(this.value)))
    );
  }

  toJSON(): unknown {
    return Number.isFinite(this.value) ? this.value : String(this.value);
  }
}

/** Minus zero may be told as a string: much that writes JSON makes a zero of the number. */
function isNumber(json: unknown, wanted: unknown): boolean {
  return Object.is(json, wanted) || (Object.is(wanted, -0) && json === '-0');
}

/** Where JSON is not what is wanted: lists in full, of objects the fields that are named. */
export function mismatches(actual: unknown, wanted: unknown, path = ''): string[] {
  const differs = [`${path}: ${JSON.stringify(actual)} where ${JSON.stringify(wanted)}`];
  if (wanted instanceof Near) return wanted.matches(actual) ? [] : differs;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return differs;
    return wanted.flatMap((one, index) => mismatches(actual[index], one, `${path}[${index}]`));
  }
  if (typeof wanted !== 'object' || wanted === null) return isNumber(actual, wanted) ? [] : differs;
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return differs;
  const fields = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(wanted).flatMap(([name, one]) => mismatches(fields.get(name), one, `${path}.${name}`));
}
