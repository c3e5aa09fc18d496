/** The one layering rule of ARCHITECTURE.md, checked: imports point inward, and modules meet at their index.ts. */
const moduleFolder = '^apps/api/src/modules/([^/]+)/';
const inModule = (...folders) => `^apps/api/src/modules/$1/(${folders.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no inside and no outside.', {}, { circular: true }),
    rule('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'modules-meet-at-index',
      'Another module is imported only through its index.ts.',
      { path: moduleFolder },
      {
        path: '^apps/api/src/modules/[^/]+/',
        pathNot: ['^apps/api/src/modules/$1/', '^apps/api/src/modules/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'app-sees-index-only',
      'What puts the application together knows the modules by their public faces.',
      { path: '^apps/api/src/', pathNot: '^apps/api/src/(modules|testing)/|\\.test\\.ts$' },
      { path: '^apps/api/src/modules/[^/]+/', pathNot: '/index\\.ts$' },
    ),
    rule(
      'platform-is-below',
      'The platform knows no module.',
      { path: '^apps/api/src/platform/' },
      { path: '^apps/api/src/modules/' },
    ),
    rule(
      'domain-is-pure',
      'The domain imports neither the layers around it nor a framework.',
      { path: `${moduleFolder}domain/`, pathNot: '\\.test\\.ts$' },
      {
        path: [
          inModule('application', 'http', 'persistence', 'jobs', '[^/]+-link'),
          'node_modules/(@nestjs|typeorm|fastify)',
          '^apps/api/src/platform/http/',
        ],
      },
    ),
    rule(
      'application-is-inside',
      'The application layer does not know who calls it, nor over what wire it speaks.',
      { path: `${moduleFolder}application/`, pathNot: '\\.test\\.ts$' },
      { path: inModule('http', 'jobs', '[^/]+-link') },
    ),
    rule(
      'persistence-is-an-edge',
      'Persistence serves the domain; it does not call upwards.',
      { path: `${moduleFolder}persistence/`, pathNot: '\\.test\\.ts$' },
      { path: inModule('http', 'application', 'jobs') },
    ),
    rule(
      'entities-stay-home',
      'Entities never leave persistence: http presents what the domain gives it.',
      { path: `${moduleFolder}http/`, pathNot: '\\.test\\.ts$' },
      { path: `${inModule('persistence')}.*\\.entity\\.ts$` },
    ),
    rule(
      'features-are-apart',
      'Features of the page never import each other.',
      { path: '^apps/web/src/features/([^/]+)/' },
      { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    ),
    rule(
      'ui-knows-no-domain',
      'House components know no feature.',
      { path: '^apps/web/src/ui/' },
      { path: '^apps/web/src/(features|app)/' },
    ),
    rule(
      'runner-is-lean',
      'The runner knows neither the server nor its frameworks.',
      { path: '^apps/runner/' },
      { path: '^apps/(api|web)/|node_modules/(@nestjs|typeorm|fastify)' },
    ),
    rule(
      'page-is-apart',
      'The page knows the server by its contracts.',
      { path: '^apps/web/' },
      { path: '^apps/(api|runner)/' },
    ),
    rule(
      'server-is-apart',
      'The server knows the page not at all, and of the runner only where its files lie.',
      { path: '^apps/api/' },
      { path: '^apps/(web|runner)/', pathNot: '^apps/runner/src/runner-paths\\.ts$' },
    ),
    rule(
      'contracts-are-the-ground',
      'Contracts import nothing of ours.',
      { path: '^packages/contracts/' },
      { path: '^(apps|packages/(?!contracts/))' },
    ),
    rule(
      'cli-knows-packages',
      'The command line needs the contracts, the codec of saves and Node, nothing else of ours.',
      { path: '^packages/cli/' },
      { path: '^(apps|packages/(?!cli/|contracts/|ue4-codec/))' },
    ),
    rule(
      'codec-is-a-library-of-its-own',
      'The codec of saves imports nothing of ours.',
      { path: '^packages/ue4-codec/' },
      { path: '^(apps|packages/(?!ue4-codec/))' },
    ),
    rule(
      'codec-runs-anywhere',
      'The codec of saves runs in a browser worker: its sources import nothing of Node.',
      { path: '^packages/ue4-codec/src/', pathNot: '(\\.test\\.ts$|/src/testing/)' },
      { dependencyTypes: ['core'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      conditionNames: ['bothy:source', 'types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.vue', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
