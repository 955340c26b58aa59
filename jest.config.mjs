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
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 30_000,
};
