// The SDK's notice that it will want a newer Node one day would stand in every test file's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// What the modules log of each request would, too; the tests of the log switch it on.
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';

/** One configuration for every suite: TypeScript as it stands, as ES modules, no build step. */
export default {
  testEnvironment: 'node',
  testMatch: ['**/test/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.serverless/', '/\\.esbuild/'],
  modulePathIgnorePatterns: ['/\\.serverless/', '/\\.esbuild/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tests/support/long-suites-first.cjs',
  // Most tests wait for processes they started, so a worker a core keeps the cores busy.
  maxWorkers: '100%',
  // A worker keeps some 10 MB of each suite it ran: one with a gigabyte takes a second to exit, which jest takes for a leak.
  workerIdleMemoryLimit: '600MB',
};
