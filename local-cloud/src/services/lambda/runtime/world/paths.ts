/** Where things lie for a function, as on Lambda. */
export const TASK_ROOT = '/var/task';
export const OPT_ROOT = '/opt';
export const TMP_ROOT = '/tmp';
/** The runtime client, and the AWS SDK in its `node_modules`. */
export const RUNTIME_ROOT = '/var/runtime';
export const NODE = '/var/lang/bin/node';
/** What links in `RUNTIME_ROOT/node_modules` lead to: folders of packages, below their paths on this machine. */
export const PACKAGES_ROOT = `${RUNTIME_ROOT}/.packages`;
/** The project around mounted code, whose packages may lie above the code. */
export const PROJECT_ROOT = '/var/.project';
/**
 * Where `import` looks last, from the code and from layers alike. Lambda's own Node.js looks through NODE_PATH for `import`
 * as well; here links in this folder do.
 */
export const LINKS_ROOT = '/node_modules';
