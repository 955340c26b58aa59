const { readArguments } = require('./arguments.js');
const { invokeTask } = require('./invoke-task.js');

/**
 * `sls exec`: runs a task inside a deployed function, with its permissions, environment and network. The result goes to
 * stdout as JSON, the function's log lines to stderr.
 */
class ServerlessExec {
  /**
   * @param {Serverless} serverless
   * @param {Options} options the command line's
   * @param {Writers} writers
   */
  constructor(serverless, options, { log, writeText }) {
    this.serverless = serverless;
    this.options = options;
    this.log = log;
    this.writeText = writeText;
    this.commands = {
      exec: {
        usage: 'Run a task inside a deployed function; without --task, list the tasks there are',
        lifecycleEvents: ['run'],
        options: {
          function: {
            usage: 'Name of the function in serverless.yml. Default: the only one there is',
            shortcut: 'f',
            type: 'string',
          },
          task: { usage: 'Name of the task', shortcut: 't', type: 'string' },
          data: { usage: 'Arguments of the task, a JSON object', shortcut: 'd', type: 'string' },
          path: { usage: 'File with the arguments, a JSON object', shortcut: 'p', type: 'string' },
          qualifier: {
            usage: 'Version or alias to run it in. Default: $LATEST',
            shortcut: 'q',
            type: 'string',
          },
        },
      },
    };
    this.hooks = { 'exec:run': () => this.run() };
  }

  async run() {
    const { task = null, qualifier } = this.options;
    try {
      const name = this.functionName();
      const args = await readArguments(this.options, this.serverless.serviceDir);
      if (task === null && args) throw new Error('There are arguments, but no task: add --task');
      const clientConfig = await this.clientConfig();
      const outcome = await invokeTask({ clientConfig, name, qualifier, task, args });
      for (const line of outcome.lines) this.log.notice(line);
      if ('failure' in outcome) throw new Error(outcome.failure);
      this.writeText(JSON.stringify(outcome.result, null, 2));
    } catch (error) {
      // The framework prints the message of an error of its own, and the stack of every other.
      throw new this.serverless.classes.Error(
        error instanceof Error ? error.message : String(error),
        'EXEC_FAILED',
      );
    }
  }

  /** The deployed name of the function that is asked for. */
  functionName() {
    const { service } = this.serverless;
    const names = service.getAllFunctions();
    const [only] = names;
    const key = this.options.function ?? (names.length === 1 ? only : undefined);
    if (key === undefined || !names.includes(key)) {
      const problem = key === undefined ? 'Which function? Add --function' : `There is no function "${key}"`;
      throw new Error(`${problem}: the service has ${names.join(', ') || 'none'}`);
    }
    return service.getFunction(key).name;
  }

  clientConfig() {
    // A task may take the 15 minutes that Lambda gives a function, and is silent until it ends. osls waits for 2.
    process.env.AWS_CLIENT_TIMEOUT ??= String(16 * 60 * 1000);
    // Another attempt could run the task twice.
    return this.serverless.getProvider('aws').getAwsSdkV3Config({ maxAttempts: 1 });
  }
}

/**
 * @typedef {{ function?: string, task?: string, data?: string, path?: string, qualifier?: string }} Options
 * @typedef {{ log: { notice(line: string): void }, writeText(text: string): void }} Writers
 */

/**
 * The part of osls's own object that the plugin meets.
 *
 * @typedef {object} Serverless
 * @property {string} serviceDir
 * @property {{ Error: new (message: string, code: string) => Error }} classes
 * @property {{ getAllFunctions(): string[], getFunction(key: string): { name: string } }} service
 * @property {(name: 'aws') => { getAwsSdkV3Config(options: { maxAttempts: number }): Promise<Record<string, unknown>> }} getProvider
 */

module.exports = ServerlessExec;
