const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The first instant of a day ("2026-03-01") in the reader's own zone, `days` later; undefined for what is no day. */
export function startOfDay(day: string | undefined, days = 0): string | undefined {
  const [, year, month, date] = dayPattern.exec(day ?? '') ?? [];
  if (!year) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + days);
  // 31 February would roll over into March.
  return days === 0 && start.getDate() !== Number(date) ? undefined : start.toISOString();
}

/** "3 Mar", with the year where it is another. */
export function dayWords(day: string | undefined, now = new Date()): string {
  const instant = startOfDay(day);
  if (!instant) return '';
  const date = new Date(instant);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}
