/** One compiler for all suites; `unit` needs nothing but Node, `component` and the others get a real PostgreSQL. */
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};

const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache', '<rootDir>/.data'],
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/src', '^@worker/([^/]+)$': '<rootDir>/libs/$1/src/worker' },
};

const suite = (name, folder, extra = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/test/${folder}/**/*.spec.ts`],
  ...extra,
});

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  maxWorkers: '100%',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'] },
    suite('architecture', 'architecture', withDatabase),
    suite('component', 'component', withDatabase),
    suite('contract', 'contract', withDatabase),
    suite('embedded', 'embedded'),
    suite('crash', 'crash'),
    suite('browser', 'browser', { globalSetup: '<rootDir>/test/browser/build-page.ts' }),
  ],
};
