/** What CloudFormation answers for a resource that a failed deployment took back. */
const TAKEN_BACK = /^Resource \w+ does not exist for stack /;

/**
 * Lets `sls remove` remove a stack in two cases in which osls ends with an error:
 *
 * With `apiKeys`, osls first asks for the stack's REST API, to take its usage plans from it. After a deployment that failed
 * there is none, on AWS either.
 *
 * Last, osls asks ECR for a repository of images. LocalStack's free image has no ECR, and answers 501, so there is none.
 *
 * @param {import('serverless-localstack').PluginManager} pluginManager
 */
function letRemovalPass({ hooks, plugins }) {
  for (const registered of hooks['before:remove:remove'] ?? []) {
    if (registered.pluginName !== 'AwsCompileApigEvents') continue;
    registered.hook = unless(registered.hook, (error) => TAKEN_BACK.test(error.message));
  }
  for (const plugin of plugins) {
    if (plugin.constructor.name !== 'AwsRemove' || !plugin.checkIfEcrRepositoryExists) continue;
    const check = plugin.checkIfEcrRepositoryExists.bind(plugin);
    plugin.checkIfEcrRepositoryExists = unless(check, (error) => error.$metadata?.httpStatusCode === 501);
  }
}

/**
 * @template T
 * @param {() => T | Promise<T>} work
 * @param {(error: Error & { $metadata?: { httpStatusCode?: number } }) => boolean} expected
 * @returns {() => Promise<T | undefined>}
 */
function unless(work, expected) {
  return async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && expected(error)) return undefined;
      throw error;
    }
  };
}

module.exports = { letRemovalPass };
