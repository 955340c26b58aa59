/** The plugin, as the Serverless Framework loads it: `plugins: [serverless-local-cloud]`. */
declare class ServerlessLocal {
  /**
   * @param serverless the framework's own object
   * @param options the command line's
   * @throws Error where the local endpoint would be AWS, or is no URL
   */
  constructor(serverless: object, options: Record<string, unknown>);
  /** Where local stages are deployed to, an http(s) URL without a trailing slash; undefined on other stages. */
  readonly localEndpoint: string | undefined;
  readonly hooks: Record<string, () => unknown>;
}

declare namespace ServerlessLocal {
  /** `custom.localstack` of a `serverless.ts`, under the names that serverless-localstack gave. */
  interface Configuration {
    /** Stages that are local; the plugin leaves others alone. Default: `dev` alone. */
    stages?: string[];
    /** Where the endpoint is, with or without a port. `AWS_ENDPOINT_URL` goes before it. Default `http://localhost`. */
    host?: string;
    /** The endpoint's port. Default 4566. */
    edgePort?: number | string;
    lambda?: {
      /** Runs functions from their folder, or from the one that is named, in place of a package that is uploaded. */
      mountCode?: boolean | string;
    };
  }
}

export = ServerlessLocal;
