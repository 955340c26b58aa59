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
