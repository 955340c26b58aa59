/** `preset: 'local-cloud'` in Jest's configuration: the project in `rootDir` is deployed before its tests. */
module.exports = {
  globalSetup: require.resolve('./dist/jest-setup.cjs'),
  globalTeardown: require.resolve('./dist/jest-teardown.cjs'),
};
