'use strict';
/** Where local-cloud keeps a project's state: nothing of a package, which a service without a bundler makes of its whole folder. */
const STATE = '.local-cloud/**';

/** @param {{ pluginManager?: { plugins?: object[] } }} serverless */
function leaveStateOut({ pluginManager }) {
  for (const plugin of pluginManager?.plugins ?? []) {
    const { defaultExcludes } = /** @type {{ defaultExcludes?: unknown }} */ (plugin);
    if (Array.isArray(defaultExcludes) && !defaultExcludes.includes(STATE)) defaultExcludes.push(STATE);
  }
}

module.exports = { leaveStateOut };
