const { createRequire } = require('node:module');

/** mime-db as Express gets it through mime-types: npm may install a copy of it under each package that asks. */
const mimeTypes = createRequire(require.resolve('express')).resolve('mime-types');
const mimeDb = createRequire(mimeTypes).resolve('mime-db');

/**
 * Options of esbuild for the bundle of a module. Measured on modulo1 (Node 20.20, 2 cores): the zip with its source
 * map as serverless-esbuild makes it, and the time `require` of the bundle takes, the least of 15 new processes.
 *
 *   everything bundled, as below               758 KB    97 ms
 *   without the alias of mime-db (4 copies)    879 KB   112 ms
 *   the CommonJS builds of the SDK             904 KB   119 ms
 *   @aws-sdk/* external, from node_modules    ~480 KB   111 ms
 *   with the sources in the source map        1425 KB
 *
 * The schemas (zod/mini) and the OpenAPI description came later: 30 KB of zip, and 5 to 10 ms.
 *
 * So the SDK is bundled: it starts faster than one that is loaded file by file, as Lambda's own copy would be, and its
 * version is the one that was tested. The source map still names file and line without the sources in it.
 */
module.exports = () => ({
  bundle: true,
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  // Not Lambda's 24: on this machine the oldest Node that the project runs on may run it.
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  alias: { 'mime-db': mimeDb },
  // The modules are `"type": "module"`; the extension says what the bundle is, wherever it is loaded from.
  outputFileExtension: '.cjs',
  // serverless-esbuild would leave out `aws-sdk`, which nothing here uses.
  exclude: [],
  watch: { pattern: ['src/**/*.ts', '../common/src/**/*.ts'] },
});
