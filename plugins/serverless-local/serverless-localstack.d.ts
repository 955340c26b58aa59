/** The part of serverless-localstack 1.4 that the subclass meets; the package brings no types. */
declare module 'serverless-localstack' {
  interface ClientConfigOptions {
    profile?: string;
    region?: string;
    credentials?: unknown;
  }

  interface Provider {
    getAwsSdkV3Config(options?: ClientConfigOptions): Promise<Record<string, unknown>>;
    getAwsSdkV3CredentialsProvider(options?: { profile?: string }): () => Promise<unknown>;
  }

  class LocalstackPlugin {
    constructor(serverless: unknown, options: Record<string, unknown>);
    config: { host?: string; edgePort?: number | string; stages?: string[] };
    isActive(): boolean;
    getAwsProvider(): Provider;
    reconfigureAWS(): Promise<void>;
    patchCustomResourceLambdaS3ForcePathStyle(): void;
    skipIfMountLambda(
      pluginName: string,
      functionName: string,
      overrideFunction?: unknown,
      hookNames?: string[],
    ): void;
  }

  export = LocalstackPlugin;
}
