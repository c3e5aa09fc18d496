/** How far a log is good. */
export interface LogCounts {
  logBytes: number;
  lines: number;
  textBytes: number;
}

export const emptyLog: Readonly<LogCounts> = { logBytes: 0, lines: 0, textBytes: 0 };
