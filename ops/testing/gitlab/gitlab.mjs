import { sendJson, sendPage, sendProblem, sendTooMany } from './gitlab-answers.mjs';
import { packageFilesJson, packageJson, releaseJson, statisticsJson } from './gitlab-shapes.mjs';
import { Listening } from './listening.mjs';
import { ObjectStore } from './object-store.mjs';
import { serveFile, usualManner } from './serve-file.mjs';

/**
 * @typedef {object} LinkGiven
 * @property {string} name
 * @property {string} url
 * @property {string} [direct_asset_path] begins with a slash
 * @property {'other' | 'runbook' | 'image' | 'package'} [link_type]
 */

/**
 * @typedef {object} ReleaseGiven
 * @property {string} tag_name
 * @property {string} released_at
 * @property {string} [name]
 * @property {string} [description]
 * @property {boolean} [upcoming_release]
 * @property {readonly LinkGiven[]} [links]
 */

/** @typedef {import('./serve-file.mjs').ServedFile} ServedFile */
/** @typedef {{id: number, file_name: string, file: ServedFile, hasSha256: boolean}} PackageFile */
/** @typedef {{id: number, name: string, version: string, created_at: string, files: PackageFile[]}} PackageKept */

/**
 * Stands in for a private GitLab with one project: written from docs.gitlab.com alone, it shares nothing with the code
 * that speaks to it. It can be made to fail as GitLab does, and writes down every request.
 */
export class GitlabStandIn {
  projectId = 24;
  path = 'team/tool';
  token = 'glpat-stand-in-0123456789abcdef';
  /** Most items of a page. */
  mostPerPage = 100;
  /** Lists tell the next page by a link with a cursor, and by nothing else. */
  pagesByKeys = false;
  /** Goes into every ETag: change it, and all of them are others. Null: there are none. @type {string | null} */
  etagSalt = '';
  /** Of all lists, this page is not there: for a list that changes while it is read. @type {number | null} */
  lostPage = null;
  /** Whether the token may see the project itself, and not only its releases. */
  hasProject = true;
  /** Whether the package registry is switched on: docs.gitlab.com/user/packages/generic_packages, "HTTP 403 errors". */
  hasPackages = true;
  /** What is said of packages where there are none. @type {403 | 404} */
  packagesRefusal = 403;
  /** Whether downloads are sent on to the object store, as with `proxy_download: false`. */
  redirects = true;
  /** How GitLab itself serves files. @type {import('./serve-file.mjs').Manner} */
  manner = { ...usualManner };
  /** What the API answers instead of what it knows, by the end of the path; for answers that no GitLab gives. @type {Map<string, string>} */
  instead = new Map();
  /** @type {'up' | 'failing'} */
  state = 'up';
  /** @type {{date: string, count: number}[]} */
  days = [];
  objects = new ObjectStore();
  /** @type {ReleaseGiven[]} */
  #releases = [];
  /** @type {PackageKept[]} */
  #packages = [];
  #limited = { requests: 0, retryAfterSeconds: /** @type {number | null} */ (null) };
  #ids = 100;
  /** @type {Promise<void>} */
  #gate = Promise.resolve();
  #listening = new Listening((request, response) => this.#answer(request, response));

  static async start() {
    const gitlab = new GitlabStandIn();
    await Promise.all([gitlab.#listening.open(), gitlab.objects.open()]);
    return gitlab;
  }

  async stop() {
    await Promise.all([this.#listening.close(), this.objects.close()]);
  }

  get url() {
    return this.#listening.url;
  }

  get apiUrl() {
    return `${this.url}/api/v4/projects/${this.projectId}`;
  }

  /** @returns {import('./listening.mjs').SeenRequest[]} */
  get requests() {
    return this.#listening.requests;
  }

  connections() {
    return this.#listening.connections();
  }

  /** Refuses connections until {@link comeBack}. */
  goDown() {
    return this.#listening.close();
  }

  comeBack() {
    return this.#listening.open();
  }

  /** The next so many requests are refused. @param {number} requests @param {number | null} retryAfterSeconds */
  limit(requests, retryAfterSeconds) {
    this.#limited = { requests, retryAfterSeconds };
  }

  /** Answers nothing until what it returns is called. */
  hold() {
    let letGo = () => {};
    this.#gate = new Promise((resolve) => (letGo = () => resolve()));
    return letGo;
  }

  /** @param {ReleaseGiven} release */
  release(release) {
    this.#releases.push(release);
  }

  /** @param {string} tag @param {Partial<ReleaseGiven>} changes */
  editRelease(tag, changes) {
    this.#releases = this.#releases.map((each) => (each.tag_name === tag ? { ...each, ...changes } : each));
  }

  /** @param {string} tag */
  withdraw(tag) {
    this.#releases = this.#releases.filter(({ tag_name }) => tag_name !== tag);
  }

  /**
   * Puts a file into a generic package. One of a name that is there already lies beside it, and is the one that is
   * downloaded from then on (docs.gitlab.com/user/packages/generic_packages, "Disable publishing duplicate package names").
   *
   * @param {{name: string, version: string, file_name: string, file: ServedFile, hasSha256?: boolean}} given
   * @returns {string} the address where the API gives it
   */
  publish({ name, version, file_name, file, hasSha256 = true }) {
    let kept = this.#packages.find((each) => each.name === name && each.version === version);
    if (!kept) {
      kept = { id: this.#ids++, name, version, created_at: '2026-11-02T12:55:12.000Z', files: [] };
      this.#packages.push(kept);
    }
    kept.files.push({ id: this.#ids++, file_name, file, hasSha256 });
    return `${this.apiUrl}/packages/generic/${[name, version, file_name].map(encodeURIComponent).join('/')}`;
  }

  /** @param {string} name @param {string} version */
  unpublish(name, version) {
    this.#packages = this.#packages.filter((each) => each.name !== name || each.version !== version);
  }

  /** Where the file of a package lies for people in a browser. @param {string} file_name */
  webAddressOf(file_name) {
    const found = this.#packages.flatMap(({ files }) => files).findLast((each) => each.file_name === file_name);
    return `${this.url}/${this.path}/-/package_files/${found?.id}/download`;
  }

  async #answer(request, response) {
    await this.#gate;
    if (this.state === 'failing') return sendProblem(response, 500, '500 Internal Server Error');
    if (this.#limited.requests > 0) {
      this.#limited.requests -= 1;
      return sendTooMany(response, this.#limited.retryAfterSeconds);
    }
    const url = new URL(request.url ?? '/', this.url);
    // Pages for people know no tokens: whoever is not signed in is sent to do that.
    if (!url.pathname.startsWith('/api/v4/')) return this.#page(url, response);
    const problem = this.#refusal(request, url);
    if (problem) return sendProblem(response, problem.status, problem.message);
    return this.#project(request, response, url);
  }

  #page(url, response) {
    if (url.pathname === '/users/sign_in')
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
    return response.writeHead(302, { location: `${this.url}/users/sign_in` }).end();
  }

  /** docs.gitlab.com/api/rest/authentication: a token that is none is 401; to who shows none, the project is not there. */
  #refusal({ headers }, url) {
    const given = headers['private-token'];
    if (given !== undefined && given !== this.token) return { status: 401, message: '401 Unauthorized' };
    const id = decodeURIComponent(/^\/api\/v4\/projects\/([^/]+)/.exec(url.pathname)?.[1] ?? '');
    const isHere = id === String(this.projectId) || id === this.path;
    return given === undefined || !isHere ? { status: 404, message: '404 Project Not Found' } : null;
  }

  #project(request, response, url) {
    const rest = url.pathname.replace(/^\/api\/v4\/projects\/[^/]+/, '');
    const instead = this.instead.get(rest);
    if (instead !== undefined) return response.writeHead(200, { 'content-type': 'application/json' }).end(instead);
    if (!this.hasPackages && rest.startsWith('/packages'))
      return sendProblem(
        response,
        this.packagesRefusal,
        this.packagesRefusal === 403 ? '403 Forbidden' : '404 Not Found',
      );
    if (!this.hasProject && rest === '') return sendProblem(response, 404, '404 Project Not Found');
    if (this.lostPage !== null && url.searchParams.get('page') === String(this.lostPage))
      return sendProblem(response, 404, '404 Not Found');
    const list = { url, most: this.mostPerPage, salt: this.etagSalt, byKeys: this.pagesByKeys };
    if (rest === '/releases') return sendPage(request, response, { ...list, items: this.#releaseList() });
    if (rest === '/packages') return sendPage(request, response, { ...list, items: this.#packageList(url) });
    // docs.gitlab.com/api/projects, "Get a single project".
    if (rest === '')
      return sendJson(
        request,
        response,
        { id: this.projectId, path_with_namespace: this.path },
        { salt: this.etagSalt },
      );
    if (rest === '/statistics') return sendJson(request, response, statisticsJson(this.days), { salt: this.etagSalt });
    const packageId = /^\/packages\/(\d+)\/package_files$/.exec(rest)?.[1];
    const found = this.#packages.find(({ id }) => String(id) === packageId);
    if (found) return sendPage(request, response, { ...list, items: packageFilesJson(found) });
    return this.#download(request, response, rest);
  }

  /** Sorted by `released_at`, the newest first. */
  #releaseList() {
    const sorted = this.#releases.toSorted((a, b) => Date.parse(b.released_at) - Date.parse(a.released_at));
    return sorted.map((release) => releaseJson(this, release));
  }

  #packageList({ searchParams }) {
    const type = searchParams.get('package_type') ?? 'generic';
    const items = type === 'generic' ? this.#packages : [];
    const isDown = searchParams.get('sort') === 'desc';
    return (isDown ? items.toReversed() : items).map((each) => packageJson(this.path, each));
  }

  async #download(request, response, rest) {
    const parts = rest.split('/').slice(1).map(decodeURIComponent);
    // docs.gitlab.com/api/releases, "Download a release asset": a redirect to where the link leads.
    if (parts[0] === 'releases' && parts[2] === 'downloads') {
      const wanted = `/${parts.slice(3).join('/')}`;
      const release = this.#releases.find(({ tag_name }) => tag_name === parts[1]);
      const link = release?.links?.find(({ direct_asset_path }) => direct_asset_path === wanted);
      if (link) return response.writeHead(302, { location: link.url }).end();
    }
    const [, , name, version, ...file] = parts;
    const found = this.#packages
      .find((each) => parts[1] === 'generic' && each.name === name && each.version === version)
      ?.files.findLast(({ file_name }) => file_name === file.join('/'));
    if (!found) return sendProblem(response, 404, '404 Not Found');
    return this.#send(request, response, found);
  }

  /**
   * docs.gitlab.com/user/packages/generic_packages, "Get checksums from response headers": the checksum is told only
   * where GitLab itself serves the file.
   */
  async #send(request, response, { id, file_name, file }) {
    if (this.redirects) {
      const location = this.objects.addressOf(`${id}-${encodeURIComponent(file_name)}`, file);
      return response.writeHead(302, { location, 'content-type': 'text/html' }).end(`<a href="${location}">here</a>`);
    }
    return serveFile(request, response, file, this.manner, { 'x-checksum-sha256': file.sha256 });
  }
}
