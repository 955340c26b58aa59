const childProcess = require('node:child_process');

/** How long a process may still take once its command has run: for what it prints at last. In ms. */
const GRACE = 1000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const services = new Set();

/** Remembers esbuild's services, which keep their parent alive while a build context is left over. */
function trackServices() {
  const { spawn } = childProcess;
  const tracked = (/** @type {Parameters<typeof spawn>} */ ...call) => {
    const child = spawn(...call);
    const [, args] = call;
    if (Array.isArray(args) && args.some((argument) => /^--service=/.test(argument))) {
      services.add(child);
      child.once('exit', () => services.delete(child));
    }
    return child;
  };
  childProcess.spawn = /** @type {typeof spawn} */ (tracked);
}

/**
 * Lets a process end whose command has run: serverless-esbuild leaves contexts behind where a build fails
 * (https://github.com/floydspace/serverless-esbuild/issues/532), serverless-localstack wherever it is active
 * (https://github.com/localstack/serverless-localstack/issues/248). What else may keep it alive, a watcher or a socket of
 * a plugin, is not waited for.
 */
function endSoon() {
  setImmediate(() => {
    for (const service of services) service.kill();
  });
  setTimeout(() => process.exit(), GRACE).unref();
}

module.exports = { endSoon, trackServices };
