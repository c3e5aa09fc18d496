import type { RunnerState } from '@bothy/contracts';
import { Controller } from '@nestjs/common';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunnerLink } from '../domain/runner-link.js';
import { RunRepository } from '../persistence/run.repository.js';

@Controller()
export class RunnerController {
  constructor(
    private readonly link: RunnerLink,
    private readonly runs: RunRepository,
  ) {}

  @Route('runner')
  async state(): Promise<RunnerState> {
    const going = (await this.runs.unfinished()).filter((run) => run.status !== 'queued');
    return {
      connected: this.link.attached,
      pid: this.link.runnerPid,
      activeRuns: going.length,
      isolation: 'none',
    };
  }
}
