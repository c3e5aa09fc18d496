// `npm run pack-cli [folder]`: the command line as one tarball that needs nothing but Node, for CI machines.
//   npx ./bothy-0.1.0.tgz run deploy --follow
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'packages/cli');
const into = resolve(process.argv[2] ?? '.');

/** One file with all that it needs, from the sources: whether anything is built does not matter. */
async function bundle(folder) {
  await build({
    configFile: false,
    root: cli,
    logLevel: 'warn',
    resolve: { conditions: ['bothy:source'] },
    ssr: { noExternal: true, target: 'node', resolve: { conditions: ['bothy:source'] } },
    build: {
      ssr: 'src/main.ts',
      target: 'node20',
      outDir: join(folder, 'dist'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  });
  chmodSync(join(folder, 'dist/main.js'), 0o755);
}

/** As it stands in the workspace, without what only the workspace knows. */
function describe(folder) {
  const { name, version, description, license, type, bin } = JSON.parse(
    readFileSync(join(cli, 'package.json'), 'utf8'),
  );
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const described = { name, version, description, license, type, engines, bin, files: ['dist'] };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(root, 'docs/ci.md'), join(folder, 'README.md'));
}

const folder = mkdtempSync(join(tmpdir(), 'bothy-pack-'));
try {
  await bundle(folder);
  describe(folder);
  mkdirSync(into, { recursive: true });
  const args = ['pack', '--silent', '--offline', '--pack-destination', into];
  const name = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).trim();
  console.log(join(into, name));
} finally {
  rmSync(folder, { recursive: true });
}
