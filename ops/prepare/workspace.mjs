/**
 * What is built, in the order in which the parts need one another.
 *
 * `inputs` are files and folders whose content decides the result, relative to the part's folder; `output` is the file,
 * or the files, that must be there afterwards; `tsc` parts have their stale output removed, since tsc itself never removes any.
 */
export const workspace = [
  tsc('contracts', 'packages/contracts', [], 'index.js'),
  tsc('ue4-codec', 'packages/ue4-codec', [], 'index.js'),
  tsc('runner', 'apps/runner', ['contracts'], 'main.js'),
  tsc('cli', 'packages/cli', ['contracts', 'ue4-codec'], 'main.js'),
  tsc('api', 'apps/api', ['contracts', 'runner', 'ue4-codec'], 'main.js'),
  {
    name: 'web',
    folder: 'apps/web',
    needs: ['contracts', 'ue4-codec'],
    inputs: [
      'src',
      'public',
      'index.html',
      'vite.config.ts',
      'vite.shared.ts',
      'tsconfig.json',
      'package.json',
      '../../tsconfig.base.json',
    ],
    output: 'dist/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    tsc: false,
  },
  {
    // Behind the page, whose build empties the folder that the portal's files for browsers go to as well.
    name: 'portal',
    folder: 'apps/web',
    needs: ['contracts', 'web'],
    inputs: [
      'src/portal',
      'src/ui',
      'portal.html',
      'vite.portal.config.ts',
      'vite.shared.ts',
      'tsconfig.json',
      'package.json',
      '../../tsconfig.base.json',
    ],
    output: ['dist/portal.html', 'dist-portal/entry-server.js'],
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.portal.config.ts', '--logLevel', 'warn'],
    tsc: false,
  },
];

function tsc(name, folder, needs, main) {
  return {
    name,
    folder,
    needs,
    inputs: ['src', 'tsconfig.json', 'package.json', '../../tsconfig.base.json'],
    output: `dist/${main}`,
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
    tsc: true,
  };
}
