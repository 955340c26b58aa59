/** A place the modules are deployed to. The suite is the same on all of them. */
export interface Target {
  readonly name: 'local-cloud' | 'localstack' | 'aws';
  readonly stage: string;
  readonly region: string;
  /** Where AWS calls go; undefined means AWS itself. */
  readonly endpoint: string | undefined;
  /** What `sls` and `aws` need in their environment, besides this process's own. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Brings up the target that `TARGET` names. @throws Error that says what is missing */
export async function bringUpTarget(): Promise<Target> {
  const name = process.env.TARGET ?? 'local-cloud';
  switch (name) {
    case 'local-cloud':
      return (await import('./local-cloud.ts')).localCloud();
    case 'localstack':
      return (await import('./localstack.ts')).localStack();
    case 'aws':
      return (await import('./aws.ts')).aws();
    default:
      throw new Error(`TARGET is "${name}". It can be local-cloud, localstack or aws.`);
  }
}

/** What leads every tool to a local endpoint. */
export function localEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
  };
}
