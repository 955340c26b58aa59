/** Whether the target is LocalStack itself, not another image in its place. */
export const isLocalStack = (): boolean => {
  const { TARGET, LOCALSTACK_IMAGE = 'localstack/localstack' } = process.env;
  return TARGET === 'localstack' && /(^|\/)localstack\/localstack(-pro)?(:|@|$)/.test(LOCALSTACK_IMAGE);
};

/**
 * What LocalStack 4.14 can't, as its sources have it (docs/localstack.md), and why a test is skipped there; undefined where
 * there is no such reason.
 */
export const limits = {
  /** `docker_runtime_executor.py`: layers are kept, and not mounted. */
  layers: () =>
    isLocalStack() && !process.env.LOCALSTACK_AUTH_TOKEN
      ? 'LocalStack mounts layers with a token only'
      : undefined,
  /** `urlrouter.py`: `rawPath` is the path once decoded, so it is not to be told what was a slash, or a percent sign. */
  functionUrlPaths: () => (isLocalStack() ? 'LocalStack decodes the paths of function URLs' : undefined),
};
