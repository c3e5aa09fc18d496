const dayMs = 86_400_000;

/** "6 m 12 s", "48 s", "1 h 05 m", "2 d 3 h"; under a second "0.4 s". */
export function duration(ms: number): string {
  const safe = Math.max(0, ms);
  if (safe < 1000) return safe < 50 ? '0 s' : `${(safe / 1000).toFixed(1)} s`;
  const seconds = Math.floor(safe / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days) return `${days} d ${hours} h`;
  if (hours) return `${hours} h ${String(minutes).padStart(2, '0')} m`;
  if (minutes) return `${minutes} m ${String(seconds % 60).padStart(2, '0')} s`;
  return `${seconds} s`;
}

/** "14:42:05" in the reader's own zone. */
export function clockTime(instant: string | Date): string {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** "today 14:36", "yesterday 22:11", "18 Nov 09:04", "18 Nov 2024". */
export function dayTime(instant: string, now: Date = new Date()): string {
  const date = new Date(instant);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const time = clockTime(date).slice(0, 5);
  const days = Math.round((midnight - new Date(date).setHours(0, 0, 0, 0)) / dayMs);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `yesterday ${time}`;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return date.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${date.getFullYear()}`;
}

/** The whole instant, for a tooltip. */
export function exactTime(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' });
}

/** "1.9 MB": powers of 1000, as disks are counted. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const step = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 1 ? value.toFixed(1) : Math.round(value)} ${['B', 'KB', 'MB', 'GB', 'TB'][step]}`;
}

/** "12,441" */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
