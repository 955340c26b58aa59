'use strict';
/**
 * Preloaded (`NODE_OPTIONS=--require …`) into a deploy tool of any version and into every Node process that it starts:
 * keeps them on this machine, and arranges in memory what would stop them, so that no file of a project is changed.
 */
const path = require('node:path');

/** They fetch packages, which is their job, and know nothing of AWS. */
const PACKAGE_MANAGER = /^(npm|npx|yarn|pnpm|pnpx|corepack)\b/;

if (process.env.LOCAL_CLOUD_RUN && !PACKAGE_MANAGER.test(path.basename(process.argv[1] ?? ''))) {
  require('./compile-cache.cjs');
  require('./removed-apis.cjs');
  require('./hosts.cjs');
  if (process.env.LOCAL_CLOUD_REPORT) require('./read-files.cjs');
  require('./tool-modules.cjs');
  // Reading a service takes a while before its command begins; compose's own process is no service.
  if (process.env.SLS_COMPOSE && process.argv[2] === 'deploy') {
    require('./report.cjs').report({ type: 'step', step: 'starting' });
  }
}
