import { Injectable } from '@nestjs/common';

/** Carries errors nobody foresaw to where someone reads them. By default nowhere: the log has them. */
@Injectable()
export class ErrorReporter {
  private send: ((error: unknown, requestId: string) => void) | null = null;

  /** Connects the receiver, once it is loaded. */
  connect(send: (error: unknown, requestId: string) => void): void {
    this.send = send;
  }

  report(error: unknown, requestId: string): void {
    this.send?.(error, requestId);
  }
}
