/** What CloudFormation answers for a resource that a failed deployment took back. */
const TAKEN_BACK = /^Resource \w+ does not exist for stack /;

/**
 * With `apiKeys`, osls asks for the stack's REST API before it removes the stack, to take its usage plans from it. After a
 * deployment that failed there is none, and `sls remove` would end there and leave the stack.
 *
 * @param {Record<string, { pluginName: string, hook: () => unknown }[] | undefined>} hooks of osls's plugin manager
 */
function tolerateMissingRestApi(hooks) {
  for (const registered of hooks['before:remove:remove'] ?? []) {
    if (registered.pluginName !== 'AwsCompileApigEvents') continue;
    const { hook } = registered;
    registered.hook = async () => {
      try {
        await hook();
      } catch (error) {
        if (!(error instanceof Error && TAKEN_BACK.test(error.message))) throw error;
      }
    };
  }
}

module.exports = { tolerateMissingRestApi };
