/**
 * Ends what a build that failed leaves behind. serverless-esbuild makes a build context for each function and keeps
 * those of a failed build nowhere, so nothing can dispose of them, and esbuild's service, a process of its own, keeps
 * `sls` alive for ever after it has printed the error (https://github.com/floydspace/serverless-esbuild/issues/532).
 *
 * @param {unknown} error what the command failed with; a build's own loses the stack of frames inside esbuild
 * @returns {Promise<void>}
 */
async function endBuild(error) {
  if (error instanceof Error && 'errors' in error) error.stack = `${error.name}: ${error.message}`;
  // The copy that runs is the one that is loaded, whoever brought it.
  const loaded = Object.values(require.cache).filter((module) => module && isEsbuild(module.filename));
  await Promise.all(loaded.map((module) => module?.exports.stop?.()));
}

/** @param {string} file */
const isEsbuild = (file) => /[\\/]esbuild[\\/]lib[\\/]main\.js$/.test(file);

module.exports = { endBuild };
