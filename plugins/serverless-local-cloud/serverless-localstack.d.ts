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

  namespace LocalstackPlugin {
    interface PluginManager {
      hooks: Record<string, { pluginName: string; hook: () => unknown }[] | undefined>;
      plugins: { checkIfEcrRepositoryExists?: () => Promise<boolean | undefined> }[];
    }

    /** The part of osls's own object that the subclass meets. */
    interface Serverless {
      /** The folder of serverless.yml. */
      serviceDir: string;
      pluginManager: PluginManager;
      classes: { Error: new (message: string, code: string, options?: ErrorOptions) => Error };
      service: {
        resources?: { Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }> };
      };
    }
  }

  class LocalstackPlugin {
    constructor(serverless: LocalstackPlugin.Serverless, options: Record<string, unknown>);
    config: { host?: string; edgePort?: number | string; stages?: string[] };
    serverless: LocalstackPlugin.Serverless;
    hooks: Record<string, (error?: unknown) => unknown>;
    findPlugin(name: 'AwsInfo'): { gatheredData: { info: { endpoints?: string[] } } };
    fixOutputEndpoints(): void;
    getEdgePort(): number | string;
    isActive(): boolean;
    log(message: string): void;
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
