import { Injectable } from '@nestjs/common';
import { type UpstreamDay, UpstreamStatistics } from '../../domain/upstream-statistics.js';
import { GitlabApi, type GitlabSettings } from './gitlab-api.js';
import { statisticsTold } from './gitlab-shapes.js';
import { noSuchProject, unreadable } from './gitlab.errors.js';
import { projectPath } from './link-target.js';

/** docs.gitlab.com/api/project_statistics: clones and fetches over HTTP. */
@Injectable()
export class GitlabStatistics extends UpstreamStatistics {
  constructor(private readonly api: GitlabApi) {
    super();
  }

  async of(source: GitlabSettings): Promise<UpstreamDay[]> {
    const answer = await this.api.find(source, `${projectPath(source)}/statistics`);
    if (!answer) throw noSuchProject(source.tokenSecret !== undefined);
    const told = statisticsTold.safeParse(answer.value);
    if (!told.success) throw unreadable();
    return told.data.fetches.days.map(({ date, count }) => ({ day: date, fetches: count }));
  }
}
