/**
 * The direction of imports (DESIGN §2): imports go down only, and what costs half a second at start stays out of the
 * command line. `@swc/core` parses the TypeScript; `provisioning-cli/bin/check-imports.js` runs this and refuses a run
 * that saw fewer modules than there are files, since without a parser the tool sees nothing and is content.
 */
const ours = '^(core|deploy|appservice|provisioning-cli|widgets|bench|examples)/'

/** Inside core: each folder and the folders that it may import besides itself. `errors.ts` is for all but school. */
const coreFolders = {
  homeserver: 'school|errors[.]ts',
  store: 'school|errors[.]ts',
  config: 'school|errors[.]ts',
  provision: 'school|homeserver|store|config|errors[.]ts',
}

const tests = '[.]test[.]tsx?$'
/** What tests start from: real servers put together. */
const fixtures = '/testing/'

module.exports = {
  forbidden: [
    {
      name: 'no-unknown-module',
      comment: 'An import that cannot be found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'core-imports-nobody-of-ours',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: ours, pathNot: '^core/' },
    },
    {
      name: 'school-is-pure',
      comment:
        'No I/O: what a school is must be decidable from its data alone. The one package is a pure estimator of passwords.',
      severity: 'error',
      from: { path: '^core/school/', pathNot: tests },
      to: { pathNot: '^core/school/|node_modules/@zxcvbn-ts/' },
    },
    ...Object.entries(coreFolders).map(([folder, allowed]) => ({
      name: `core-${folder}-imports-down-only`,
      severity: 'error',
      from: { path: `^core/${folder}/`, pathNot: tests },
      to: { path: '^core/', pathNot: `^core/(${folder}|${allowed})` },
    })),
    {
      name: 'deploy-imports-core-only',
      severity: 'error',
      from: { path: '^deploy/' },
      to: { path: ours, pathNot: '^(deploy|core)/' },
    },
    {
      name: 'appservice-imports-core-only',
      severity: 'error',
      from: { path: '^appservice/', pathNot: [tests, fixtures] },
      to: { path: ours, pathNot: '^(appservice|core)/' },
    },
    {
      name: 'command-line-imports-core-and-deploy',
      comment: 'It starts the appservice as a process and never imports it.',
      severity: 'error',
      from: { path: '^provisioning-cli/', pathNot: tests },
      to: { path: ours, pathNot: '^(provisioning-cli|core|deploy)/' },
    },
    {
      name: 'widgets-import-the-school-only',
      severity: 'error',
      from: { path: '^widgets/', pathNot: [tests, fixtures] },
      to: { path: ours, pathNot: '^(widgets|core/school)/' },
    },
    {
      name: 'bridge-in-one-place',
      comment: 'matrix-appservice-bridge is used in appservice/bridge and nowhere else.',
      severity: 'error',
      from: { pathNot: '^appservice/bridge/' },
      to: { path: 'node_modules/matrix-appservice-bridge/' },
    },
    {
      name: 'matrix-js-sdk-in-the-browser-only',
      severity: 'error',
      from: { pathNot: `^widgets/|${tests}|${fixtures}` },
      to: { path: 'node_modules/matrix-js-sdk/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(widgets/dist|data|[.]runtime)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
