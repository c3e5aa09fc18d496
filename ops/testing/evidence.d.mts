export declare class Evidence {
  constructor(folder: string);
  static ofRun(): Evidence | null;
  readonly folder: string;
  secret(sort: string, secret: string): void;
  logFile(stream?: 'stderr' | 'stdout'): string;
  errorAnswer(asked: string, status: number, body: string): void;
  sentry(text: string): void;
  tables(text: string): void;
  dataFolder(folder: string): void;
  file(path: string): void;
}
