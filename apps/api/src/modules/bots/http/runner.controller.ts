import type { RunnerState } from '@bothy/contracts';
import { Controller } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunnerLink } from '../domain/runner-link.js';
import { RunRepository } from '../persistence/run.repository.js';

@Controller()
export class RunnerController {
  constructor(
    private readonly link: RunnerLink,
    private readonly runs: RunRepository,
    private readonly config: Config,
  ) {}

  @Route('runner')
  async state(): Promise<RunnerState> {
    const runner = this.link.runner;
    return {
      connected: runner !== null,
      pid: runner?.pid ?? null,
      activeRuns: await this.runs.countUnderWay(),
      isolation: runner?.isolation ?? null,
      isolationProblem: runner?.isolationProblem ?? null,
      labels: [...this.config.runnerLabels],
    };
  }
}
