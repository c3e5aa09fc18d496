import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { ProblemFilter } from '../../../platform/http/problem.filter.js';
import { ErrorReporter } from '../../../platform/observability/error-reporter.js';
import { PortalPages } from '../application/portal/portal-pages.js';
import { sendDocument } from './portal-sender.js';

/** People get a page where a program gets a problem: also for an address that cannot be one of a tool. */
@Catch()
export class MissingPageFilter extends ProblemFilter {
  constructor(
    reporter: ErrorReporter,
    private readonly pages: PortalPages,
  ) {
    super(reporter);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    if (error instanceof DomainError && error.kind === 'not-found') void this.#sendPage(host);
    else this.#sendProblem(error, host);
  }

  async #sendPage(host: ArgumentsHost): Promise<void> {
    try {
      const { html } = await this.pages.missing();
      const reply = host.switchToHttp().getResponse<FastifyReply>();
      await sendDocument(reply, { status: 404, contentType: 'text/html', text: html });
    } catch (failure) {
      this.#sendProblem(failure, host);
    }
  }

  #sendProblem(error: unknown, host: ArgumentsHost): void {
    // oxlint-disable-next-line promise/valid-params, promise/no-promise-in-callback -- a filter's, not a promise's.
    super.catch(error, host);
  }
}
