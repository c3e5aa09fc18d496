import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErrorReporter } from '../observability/error-reporter.js';
import { problemOf } from './problem-of.js';
import { sendProblem } from './send-problem.js';

/** Turns whatever was thrown into a problem; only what nobody foresaw is logged and reported. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly reporter: ErrorReporter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error, request.id);
    if (problem.status === 500) {
      this.logger.error({ requestId: request.id, err: error }, 'A request failed.');
      this.reporter.report(error, request.id);
    }
    sendProblem(http.getResponse<FastifyReply>(), problem);
  }
}
