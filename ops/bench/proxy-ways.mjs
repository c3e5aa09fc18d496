import { createHash } from 'node:crypto';
import { accessSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../testing/free-port.mjs';
import { BothyServer, startBare, startProgram } from './server.mjs';

/** Where a program lies; null where it is not installed. */
const found = (name) => {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']) {
    try {
      accessSync(join(folder, name), 1);
      return join(folder, name);
    } catch {
      // Not in this one.
    }
  }
  return null;
};

const sha256OfZeros = (sizeBytes) => {
  const hash = createHash('sha256');
  const part = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < sizeBytes; at += part.length) hash.update(part);
  return hash.digest('hex');
};

/** What Bothy asks of a GitLab that has one release with one file, as docs.gitlab.com shows it. */
const gitlabAnswers = (sizeBytes) => {
  const project = '/api/v4/projects/1';
  const at = '2026-01-01T00:00:00.000Z';
  const file = { id: 7, package_id: 5, created_at: at, file_name: 'file.bin', size: sizeBytes };
  return {
    [project]: { id: 1, path_with_namespace: 'team/tool' },
    [`${project}/releases`]: [
      { tag_name: '1.0', name: '1.0', description: '', created_at: at, released_at: at, assets: { links: [] } },
    ],
    [`${project}/packages`]: [
      { id: 5, name: 'tool', version: '1.0', package_type: 'generic', status: 'default', created_at: at },
    ],
    [`${project}/packages/5/package_files`]: [{ ...file, file_sha256: sha256OfZeros(sizeBytes) }],
  };
};
const filePath = '/api/v4/projects/1/packages/generic/tool/1.0/file.bin';

const nginxConfig = (folder, server) => {
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/errors;
events { worker_connections 1024; }
http { access_log off; sendfile on; ${kept.join(' ')} server { ${server} } }\n`;
};

const startNginx = async (server) => {
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'bothy-nginx-')), await freePort()];
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    nginxConfig(folder, `listen 127.0.0.1:${port}; location = /health { return 200 ok; } ${server}`),
  );
  const url = `http://127.0.0.1:${port}`;
  const { program } = await startProgram(found('nginx'), ['-c', config, '-e', join(folder, 'errors')], `${url}/health`);
  return { url, pid: program.pid, stop: () => program.stop().then(() => rmSync(folder, { recursive: true })) };
};

/** One large file in a place that answers as GitLab does, served by nginx; null where there is no nginx. */
export const startOrigin = async (sizeBytes) => {
  if (!found('nginx')) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bothy-proxied-'));
  const file = join(folder, 'file.bin');
  writeFileSync(file, '');
  truncateSync(file, sizeBytes);
  const answers = Object.entries(gitlabAnswers(sizeBytes)).map(
    ([path, json]) => `location = ${path} { default_type application/json; return 200 '${JSON.stringify(json)}'; }`,
  );
  const nginx = await startNginx(`${answers.join(' ')} location = ${filePath} { alias ${file}; }`);
  const stop = () => nginx.stop().then(() => rmSync(folder, { recursive: true }));
  return { ...nginx, file: `${nginx.url}${filePath}`, path: filePath, folder, stop };
};

const startCaddy = async (origin) => {
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'bothy-caddy-')), await freePort()];
  const config = join(folder, 'Caddyfile');
  const url = `http://127.0.0.1:${port}`;
  const ways = `handle /health {\n respond ok\n }\n handle {\n reverse_proxy ${origin.url}\n }`;
  writeFileSync(config, `{\n admin off\n auto_https off\n}\n${url} {\n ${ways}\n}\n`);
  const args = ['run', '--adapter', 'caddyfile', '--config', config];
  const { program } = await startProgram(found('caddy'), args, `${url}/health`, { XDG_DATA_HOME: folder });
  return { url, pid: program.pid, stop: () => program.stop().then(() => rmSync(folder, { recursive: true })) };
};

const startPipe = async (origin) => {
  const { program, url } = await startBare('proxy-pipe', { args: [origin.url] });
  return { url, pid: program.pid, stop: () => program.stop() };
};

const startBothy = async (origin, given) => {
  const env = {
    BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    BOTHY_LIMIT_DOWNLOADS: '1000000',
    BOTHY_CATALOG_CLIENT_STREAMS: '1000',
    BOTHY_CATALOG_CLIENT_BYTES: String(Number.MAX_SAFE_INTEGER),
    BOTHY_CATALOG_ROOTS: origin.folder,
  };
  const server = await (await BothyServer.start({ ...given, env })).setUp();
  const source = { kind: 'gitlab', baseUrl: origin.url, projectId: 1 };
  await server.call('POST', '/api/catalog/tools', {
    slug: 'tool',
    name: 'Tool',
    summary: 'Large',
    visibility: 'public',
    source,
  });
  await server.call('POST', '/api/catalog/tools/tool/sync');
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    pid: server.pid,
    health: `${url}/health/live`,
    file: `${url}/d/tool/1.0/file.bin`,
    stop: () => server.stop(),
  };
};

/** All that pass the file on, each of them started; those that are not installed are said. */
export const startWays = async (origin, given) => {
  const ways = [];
  const add = async (name, start) => {
    const way = await start();
    ways.push({ name, health: `${way.url}/health`, file: `${way.url}${origin.path}`, ...way });
  };
  try {
    await add('Bothy', () => startBothy(origin, given));
    await add('bare Node', () => startPipe(origin));
    if (found('caddy')) await add('Caddy', () => startCaddy(origin));
    else console.log('Caddy is not installed: nothing to hold Bothy beside it.');
    await add('nginx', () => startNginx(`location / { proxy_pass ${origin.url}; proxy_http_version 1.1; }`));
  } catch (error) {
    await stopWays(ways);
    throw error;
  }
  return ways;
};

export const stopWays = (ways) => Promise.all(ways.map((way) => way.stop()));
