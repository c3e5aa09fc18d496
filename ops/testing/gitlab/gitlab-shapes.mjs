/**
 * The JSON that GitLab answers with, as its documentation shows it. What Bothy does not read is there too, so that nobody
 * comes to rely on a tidier GitLab than there is.
 */

/**
 * docs.gitlab.com/api/releases, "List releases".
 *
 * @param {{url: string, path: string}} project
 * @param {import('./gitlab.mjs').ReleaseGiven} release
 */
export const releaseJson = ({ url, path }, release) => {
  const { tag_name, name = tag_name, description = '', released_at, links = [], upcoming_release = false } = release;
  const base = path.split('/').at(-1);
  const sources = ['zip', 'tar.gz', 'tar.bz2', 'tar'].map((format) => ({
    format,
    url: `${url}/${path}/-/archive/${tag_name}/${base}-${tag_name}.${format}`,
  }));
  return {
    tag_name,
    description,
    name,
    created_at: released_at,
    released_at,
    upcoming_release,
    author: { id: 1, name: 'Administrator', username: 'root', state: 'active', web_url: `${url}/root` },
    commit: { id: '079e90101242458910cccd35eab0e211dfc359c0', short_id: '079e9010', title: 'Update README.md' },
    commit_path: `/${path}/commit/079e90101242458910cccd35eab0e211dfc359c0`,
    tag_path: `/${path}/-/tags/${tag_name}`,
    assets: {
      count: sources.length + links.length,
      sources,
      links: links.map((link, at) => linkJson(`${url}/${path}`, tag_name, link, at)),
    },
    evidences: [],
    _links: { self: `${url}/${path}/-/releases/${tag_name}` },
  };
};

/**
 * docs.gitlab.com/api/releases/links, "Create a release link": the direct address is there whether or not it has a path.
 *
 * @param {string} projectUrl
 * @param {string} tag
 * @param {import('./gitlab.mjs').LinkGiven} link
 * @param {number} at
 */
const linkJson = (projectUrl, tag, { name, url, direct_asset_path, link_type = 'other' }, at) => ({
  id: at + 1,
  name,
  url,
  direct_asset_url: direct_asset_path ? `${projectUrl}/-/releases/${tag}/downloads${direct_asset_path}` : url,
  link_type,
});

/**
 * docs.gitlab.com/api/packages, "For a project".
 *
 * @param {string} path
 * @param {import('./gitlab.mjs').PackageKept} each
 */
export const packageJson = (path, { id, name, version, created_at }) => ({
  id,
  name,
  version,
  package_type: 'generic',
  status: 'default',
  _links: { web_path: `/${path}/-/packages/${id}` },
  created_at,
  pipelines: [],
  tags: [],
});

/**
 * docs.gitlab.com/api/packages, "List package files".
 *
 * @param {import('./gitlab.mjs').PackageKept} each
 */
export const packageFilesJson = ({ id: package_id, created_at, files }) =>
  files.map(({ id, file_name, file, hasSha256 }) => ({
    id,
    package_id,
    created_at,
    file_name,
    size: file.sizeBytes,
    file_md5: null,
    file_sha1: null,
    file_sha256: hasSha256 ? file.sha256 : null,
  }));

/**
 * docs.gitlab.com/api/project_statistics, "Get the statistics of the last 30 days".
 *
 * @param {readonly {date: string, count: number}[]} days
 */
export const statisticsJson = (days) => ({
  fetches: { total: days.reduce((total, { count }) => total + count, 0), days },
});

/**
 * docs.gitlab.com/user/project/integrations/webhook_events, "Release events": header `X-Gitlab-Event: Release Hook`.
 *
 * @param {{url: string, path: string, projectId: number}} project
 * @param {string} tag
 * @param {'create' | 'update' | 'delete'} action
 */
export const releaseHookJson = ({ url, path, projectId }, tag, action) => ({
  id: 1,
  created_at: '2026-11-02 12:55:12 UTC',
  description: `${tag} has been released`,
  name: tag,
  released_at: '2026-11-02 12:55:12 UTC',
  tag,
  object_kind: 'release',
  project: { id: projectId, path_with_namespace: path, web_url: `${url}/${path}` },
  url: `${url}/${path}/-/releases/${tag}`,
  action,
  assets: { count: 0, links: [], sources: [] },
});
