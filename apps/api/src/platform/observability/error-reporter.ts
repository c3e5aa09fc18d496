import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** How one request was answered. */
export interface RequestTrace {
  readonly method: string;
  /** As in the contract, with `:name` for the parts that vary: it holds nothing of the request. */
  readonly path: string;
  readonly status: number;
  readonly endedAt: Date;
  readonly durationMs: number;
}

/** Where errors nobody foresaw, and how long requests took, are told beyond the log. */
export interface ErrorReceiver {
  error(error: unknown, requestId: string): void;
  trace(request: RequestTrace): void;
  /** Waits a moment for what is still on its way. */
  close(): Promise<unknown>;
}

/** Carries errors nobody foresaw to where someone reads them. By default nowhere: the log has them. */
@Injectable()
export class ErrorReporter implements OnApplicationShutdown {
  private receiver: ErrorReceiver | null = null;

  /** Connects the receiver, once it is loaded. */
  connect(receiver: ErrorReceiver): void {
    this.receiver = receiver;
  }

  report(error: unknown, requestId: string): void {
    this.receiver?.error(error, requestId);
  }

  trace(request: RequestTrace): void {
    this.receiver?.trace(request);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.receiver?.close();
  }
}
