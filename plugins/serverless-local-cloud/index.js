// The v2 SDK that serverless-localstack loads prints its end of support at load time, before any option is read.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE ??= '1';
// Nor is its successor's own future, six lines on every stage, the business of who deploys.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const LocalstackPlugin = require('serverless-localstack');
const { localEndpoint } = require('./endpoint.js');
const { openableHttpApi } = require('./http-api-url.js');
const { keepProcessLocal } = require('./environment.js');
const { endBuild } = require('./failed-build.js');
const { leaveStateOut } = require('./leave-state-out.js');
const { createMissingTables } = require('./offline-tables.js');
const { reachable } = require('./reachable.js');
const { letRemovalPass } = require('./remove.js');
const { runningEndpoint } = require('./running-endpoint.js');

/**
 * serverless-localstack's configuration (`custom.localstack`: `stages`, `host`, `edgePort`, `lambda.mountCode`) for
 * osls 4, whose providers have no AWS SDK v2 left to reconfigure. On the stages it is active for, every client that osls
 * makes talks to the local endpoint with credentials of its own; other stages are left alone.
 */
class ServerlessLocal extends LocalstackPlugin {
  /** Where local stages are deployed to; undefined on other stages. @type {string | undefined} */
  localEndpoint;

  /**
   * @param {LocalstackPlugin.Serverless} serverless
   * @param {Record<string, unknown>} options the command line's
   */
  constructor(serverless, options) {
    super(serverless, options);
    // On every stage: a build that fails must end `sls` wherever it would have been deployed to.
    this.hooks.error = (error) => endBuild(error);
    leaveStateOut(serverless);
    // osls calls STS from an `initialize` hook of its own that runs before any plugin's: it must be now.
    if (!this.isActive()) return;
    this.useLocalEndpoint();
    letRemovalPass(serverless.pluginManager);
    // `sls offline` and `sls offline start` are two commands with hooks of their own.
    for (const hook of ['before:offline:start', 'before:offline:start:init']) {
      this.hooks[hook] = () => this.prepareOffline();
    }
  }

  useLocalEndpoint() {
    const running = runningEndpoint(this.serverless.serviceDir);
    const endpoint = localEndpoint(this.config, process.env, running);
    this.localEndpoint = endpoint;
    const credentials = keepProcessLocal(process.env, endpoint);
    const provider = this.getAwsProvider();
    const buildConfig = provider.getAwsSdkV3Config.bind(provider);
    /** @type {Promise<void> | undefined} */
    let checked;
    provider.getAwsSdkV3Config = async (options = {}) => {
      // Asked by the first who wants a client: what needs none, such as `sls package`, needs nobody there.
      checked ??= reachable(endpoint).catch((error) => {
        throw this.userError(error);
      });
      await checked;
      return {
        ...(await buildConfig({ ...options, profile: undefined, credentials })),
        endpoint,
        forcePathStyle: true,
        useAccelerateEndpoint: false,
      };
    };
    provider.getAwsSdkV3CredentialsProvider = () => async () => credentials;
  }

  /** @override Upstream knows AWS_ENDPOINT_URL as it was when it was loaded, and no endpoint that runs for the project. */
  getEdgePort() {
    if (this.localEndpoint === undefined) return super.getEdgePort();
    const { port, protocol } = new URL(this.localEndpoint);
    return port || (protocol === 'https:' ? 443 : 80);
  }

  /** @override Upstream knows where REST APIs answer; for HTTP APIs it prints a name that does not resolve here. */
  fixOutputEndpoints() {
    const { info } = this.findPlugin('AwsInfo').gatheredData;
    const endpoint = this.localEndpoint;
    if (endpoint) info.endpoints = info.endpoints?.map((entry) => openableHttpApi(entry, endpoint));
    super.fixOutputEndpoints();
  }

  /**
   * osls prints the stack of an error that is not of its own class.
   *
   * @param {Error} error
   */
  userError({ message, cause }) {
    return new this.serverless.classes.Error(message, 'LOCAL_ENDPOINT_NOT_REACHABLE', { cause });
  }

  /** serverless-offline deploys nothing, so the tables of the service's resources are made here. */
  async prepareOffline() {
    const resources = this.serverless.service.resources?.Resources ?? {};
    const config = () => this.getAwsProvider().getAwsSdkV3Config();
    for (const table of await createMissingTables(resources, config)) this.log(`Created table ${table}`);
  }

  /** @override The v2 SDK surface this reconfigures upstream is gone from osls 4; the constructor did the work. */
  async reconfigureAWS() {}

  /** @override Upstream patches a custom resource's code for local S3 whatever the stage. */
  patchCustomResourceLambdaS3ForcePathStyle() {
    if (this.isActive()) super.patchCustomResourceLambdaS3ForcePathStyle();
  }

  /**
   * @override
   * With mounted code, upstream skips `cleanup` by replacing the packager's whole hook, and so loses what else the hook
   * does: serverless-esbuild stops its child process there, without which `sls` never exits. Only `cleanup` is skipped.
   *
   * @param {string} pluginName
   * @param {string} functionName
   * @param {unknown} [overrideFunction]
   * @param {string[]} [hookNames]
   */
  skipIfMountLambda(pluginName, functionName, overrideFunction, hookNames) {
    super.skipIfMountLambda(
      pluginName,
      functionName,
      overrideFunction,
      functionName === 'cleanup' ? [] : hookNames,
    );
  }
}

module.exports = ServerlessLocal;
