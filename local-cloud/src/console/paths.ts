/** Below this path local-cloud answers for itself: no bucket can have such a name. */
export const CONSOLE = '/_local-cloud/';

/** The access key that the console's requests name, so that a recording can tell them from the project's own. */
export const CONSOLE_KEY = 'LOCALCLOUDCONSOLE';
