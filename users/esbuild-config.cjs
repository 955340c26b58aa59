const common = require('../common/serverless/esbuild-config.cjs');

/**
 * As the other modules' bundle, without what the layer and Lambda bring: `exclude`, as serverless-esbuild would put
 * what is `external` into the zip.
 */
module.exports = () => ({ ...common(), exclude: ['express', 'zod', '@aws-sdk/*'] });
