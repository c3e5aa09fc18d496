import { firstPage } from './first-page.mjs';
import { lockFile } from './lock-file.mjs';
import { openApi } from './open-api.mjs';
import { pageSecrets } from './page-secrets.mjs';
import { securityDoc } from './security-doc.mjs';
import { templates } from './templates.mjs';

const tsc = 'node_modules/typescript/bin/tsc';
const types = (name, project) => ({ name: `types ${name}`, command: [tsc, '-p', project, '--noEmit'] });

/** The slow ones first, so that two workers end at about the same time. */
export const checks = [
  types('api', 'apps/api/tsconfig.check.json'),
  {
    name: 'types web',
    command: ['apps/web/node_modules/vue-tsc/bin/vue-tsc.js', '-p', 'apps/web/tsconfig.json', '--noEmit'],
  },
  { name: 'unused code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  {
    name: 'boundaries',
    command: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--output-type', 'err', 'apps', 'packages'],
  },
  { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  types('runner', 'apps/runner/tsconfig.check.json'),
  types('contracts', 'packages/contracts/tsconfig.check.json'),
  types('ue4-codec', 'packages/ue4-codec/tsconfig.check.json'),
  types('cli', 'packages/cli/tsconfig.check.json'),
  types('e2e', 'ops/e2e/tsconfig.json'),
  types('testing', 'ops/testing/tsconfig.json'),
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'] },
  { name: 'openapi', judge: openApi },
  { name: 'lock file', judge: lockFile },
  { name: 'templates', judge: templates },
  { name: 'first page', judge: firstPage },
  { name: 'page secrets', judge: pageSecrets },
  {
    name: 'security',
    judge: (root) =>
      securityDoc(
        root,
        checks.map(({ name }) => name),
      ),
  },
];
