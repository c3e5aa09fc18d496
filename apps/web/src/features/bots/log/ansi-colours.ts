export type Rgb = readonly [number, number, number];

/** The grounds of a log: what a colour must stand out from (tokens `log-hover` light and dark, the tighter ones). */
const lightGround: Rgb = [0xf1, 0xf0, 0xeb];
const darkGround: Rgb = [0x18, 0x1c, 0x19];
const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const cubeSteps = [0, 95, 135, 175, 215, 255];

/** Colours 16 to 255 of xterm: a cube of 6×6×6, then 24 greys. */
export function rgbOf256(n: number): Rgb {
  if (n >= 232) {
    const grey = 8 + (Math.min(n, 255) - 232) * 10;
    return [grey, grey, grey];
  }
  const at = n - 16;
  return [cubeSteps[Math.floor(at / 36)] ?? 0, cubeSteps[Math.floor(at / 6) % 6] ?? 0, cubeSteps[at % 6] ?? 0];
}

/** Relative luminance, WCAG 2.2. */
function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return a > b ? a / b : b / a;
}

function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const at = (a: number, b: number) => Math.round(a + (b - a) * part);
  return [at(from[0], to[0]), at(from[1], to[1]), at(from[2], to[2])];
}
const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;

/** The colour, shifted in lightness until it reads (4.5) on the ground. */
export function shifted(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  let now = colour;
  for (let part = 0.1; contrast(now, ground) < 4.5 && part <= 1; part += 0.1) now = mix(colour, towards, part);
  return now;
}

const known = new Map<string, string>();
function once(kind: string, colour: Rgb, make: () => string): string {
  const key = `${kind}${colour.join()}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size > 4096) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

/** A text colour that reads in both themes. */
export function legible(colour: Rgb): string {
  return once(
    'f',
    colour,
    () => `light-dark(${css(shifted(colour, lightGround, black))}, ${css(shifted(colour, darkGround, white))})`,
  );
}

/** A background as a tint on which plain text still reads. */
export function tint(colour: Rgb): string {
  return once(
    'b',
    colour,
    () => `light-dark(${css(mix(lightGround, colour, 0.22))}, ${css(mix(darkGround, colour, 0.32))})`,
  );
}
