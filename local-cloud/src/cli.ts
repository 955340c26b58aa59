import { parseArgs } from 'node:util';
import { CommandError } from './commands/command-error.ts';
import { LOG_MODES, type LogMode } from './commands/logs/log-mode.ts';
import { version } from './version.ts';

const HELP = `local-cloud ${version}: an AWS-compatible endpoint for your own machine

Usage
  local-cloud start [options]    start the endpoint and stay in the foreground
  local-cloud up [options]       start it, deploy the Serverless Framework project in this folder, print its URLs
  local-cloud status             what runs, and what is deployed to it
  local-cloud logs <function>    what a function wrote; --follow goes on with what comes
  local-cloud invoke <function>  run a function on an event, and print what it answers
  local-cloud stop               end an endpoint that runs, as Ctrl-C does in its terminal
  local-cloud reset              empty the folder that "up" keeps the project's state in, or --data-dir
  local-cloud repair             bring a damaged folder of state back to what was before the damage
  local-cloud export <file>      write that state to one file, for others to start from
  local-cloud import <file>      read such a file into the folder, which has to be empty
  local-cloud runtime add <name> install the Node.js of a Lambda runtime, e.g. nodejs24.x, where this machine has none
  local-cloud completion <shell> a script that completes these lines in bash, zsh or fish

Options
  --port <number>     port of the endpoint (default 4566)
  --host <address>    address to listen on (default: loopback only, 127.0.0.1 and ::1)
  --data-dir <path>   keep everything in this folder, for the next start (default $LOCAL_CLOUD_DATA_DIR, else for "up"
                      .local-cloud in the project, and for "start" nowhere)
  --ephemeral         keep everything in memory, and nothing for the next start
  --stage <name>      up: stage to deploy (default local, or the project's own where it has settings by stage)
  --yes               up: fetch a deploy tool without asking, where the project has none installed
  --skip-unsupported  up: deploy without what local-cloud lacks, each with a line (the default)
  --strict            up: refuse a project that asks for what local-cloud lacks
  --allow-network     up: let the deploy tool reach hosts other than AWS's, which are never reached
  --try <path>        up: path of the curl line printed for each service, e.g. "/{service}" (default: a route that exists)
  --no-deploy-on-change
                      up: leave a changed serverless.yml (.env, layer, …) until the next deployment; code reloads all the same
  --no-type-check     up: run saved code whatever the project's TypeScript says of its types
  --localstack        give functions LOCALSTACK_HOSTNAME and EDGE_PORT too; "up" does so by itself for a project that
                      uses the plugin serverless-localstack
  --logs <which>      functions' logs below their requests: errors (default), all, none; --logs alone means all
  --inspect [port]    up: each function has a port that a debugger attaches to, from this one on (default 9229)
  --exact-runtimes    install the Node.js that a function's runtime names, where this machine has none
  --detach            start, up: come back once it serves, and leave it in the background
  --follow            logs: go on with what comes, until Ctrl-C
  --since <time>      logs: how far back to begin, e.g. 30s, 10m, 2h, 1d (default 10m)
  --event <file>      invoke: the event, from a file, or - for standard input (default {})
  --json              status, logs, invoke: print JSON
  --verbose           show every API call and everything the deploy tool prints
  -h, --help          this text
  -v, --version       the version

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing runs there, 130 interrupted before anything was deployed

Point tools at it with (an address, as S3 clients put buckets before names; "up" needs none of it)
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'data-dir': { type: 'string' },
  ephemeral: { type: 'boolean' },
  stage: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  'allow-network': { type: 'boolean' },
  strict: { type: 'boolean' },
  'skip-unsupported': { type: 'boolean' },
  try: { type: 'string' },
  'no-deploy-on-change': { type: 'boolean' },
  'no-type-check': { type: 'boolean' },
  localstack: { type: 'boolean' },
  'exact-runtimes': { type: 'boolean' },
  logs: { type: 'string' },
  inspect: { type: 'string' },
  detach: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
  since: { type: 'string' },
  event: { type: 'string' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** What can be typed, as the usage names it. */
const VOCABULARY = {
  commands: [...new Set([...HELP.matchAll(/^ {2}local-cloud ([a-z]+)/gm)].map(([, name = '']) => name))],
  options: Object.keys(OPTIONS).map((name) => `--${name}`),
};

/** Runs the command line; what it can't do ends in one message on stderr and exit code 1 (2 for wrong usage). */
export async function main(args: string[]): Promise<void> {
  try {
    await run(args);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [command = 'help', ...rest] = positionals;
  if (values.version) return void process.stdout.write(`${version}\n`);
  if (values.help || command === 'help') return void process.stdout.write(HELP);
  if (command === 'export' || command === 'import') return transfer(command, rest, values['data-dir']);
  if (command === 'logs' || command === 'invoke') return ask(command, rest, values);
  if (command === 'completion')
    return (await import('./commands/client/completion.ts')).completion(rest[0], VOCABULARY);
  if (command === 'runtime') return (await import('./commands/runtime.ts')).runtime(rest);
  if (rest.length > 0) throw usage(`unexpected argument "${rest[0]}"`);
  const options = {
    port: portOf(values.port),
    host: values.host,
    dataDir: dataDirOf(values['data-dir'], values.ephemeral),
    ephemeral: values.ephemeral ?? false,
    verbose: values.verbose ?? false,
    logs: logsOf(values.logs),
    localstackVariables: values.localstack,
    exactRuntimes: values['exact-runtimes'] ?? false,
    stage: values.stage,
    yes: values.yes ?? false,
    strict: (values.strict ?? false) && !values['skip-unsupported'],
    allowNetwork: values['allow-network'] ?? false,
    tryPath: values.try,
    inspectPort: inspectPortOf(values.inspect),
    deployOnChange: !values['no-deploy-on-change'],
    checkTypes: !values['no-type-check'],
  };
  if (values.detach && (command === 'start' || command === 'up')) {
    return (await import('./commands/client/detach.ts')).detach(args.filter((each) => each !== '--detach'));
  }
  switch (command) {
    case 'start':
      return (await import('./commands/start.ts')).start(options);
    case 'status':
      return (await import('./commands/client/status.ts')).status({
        port: options.port,
        json: values.json ?? false,
      });
    case 'stop':
      return (await import('./commands/client/stop.ts')).stop(options);
    case 'reset':
      return (await import('./commands/state-folder.ts')).reset(options.dataDir);
    case 'repair':
      return (await import('./commands/state-folder.ts')).repair(options.dataDir);
    case 'up':
      return (await import('./commands/up.ts')).up(options);
    default:
      throw usage(`unknown command "${command}"`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args: args.map((argument, index) => alone(argument, args[index + 1])),
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

/** Options that may stand without a value. */
function alone(argument: string, next: string | undefined): string {
  if (argument === '--logs' && !isLogMode(next)) return '--logs=all';
  return argument === '--inspect' && !/^\d+$/.test(next ?? '')
    ? `--inspect=${FIRST_INSPECTOR_PORT}`
    : argument;
}

/** Node's own, which debuggers look at. */
const FIRST_INSPECTOR_PORT = 9229;

function inspectPortOf(text: string | undefined): number | undefined {
  const port = Number(text);
  if (text === undefined || (/^\d+$/.test(text) && port > 0 && port < 65_536))
    return text === undefined ? undefined : port;
  throw usage(`--inspect takes a number from 1 to 65535, not "${text}"`);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw usage(`--port takes a number from 0 to 65535, not "${text}"`);
  return port;
}

function dataDirOf(given: string | undefined, ephemeral = false): string | undefined {
  if (given === '') throw usage('--data-dir takes the path of a folder');
  if (ephemeral && given !== undefined) throw usage('--ephemeral and --data-dir exclude each other');
  return ephemeral ? undefined : (given ?? (process.env.LOCAL_CLOUD_DATA_DIR || undefined));
}

async function transfer(
  command: 'export' | 'import',
  [file, ...more]: readonly string[],
  dataDir: string | undefined,
): Promise<void> {
  if (file === undefined || more.length > 0) throw usage(`${command} takes the name of one file`);
  const { exportState, importState } = await import('./commands/transfer.ts');
  await (command === 'export' ? exportState : importState)(file, dataDirOf(dataDir));
}

/** Commands about one function of an endpoint that runs. */
async function ask(
  command: 'logs' | 'invoke',
  [name, ...more]: readonly string[],
  { port, follow = false, since = '10m', event, json = false }: ReturnType<typeof parse>['values'],
): Promise<void> {
  if (name === undefined || more.length > 0) throw usage(`${command} takes the name of one function`);
  if (command === 'logs') {
    const { logs } = await import('./commands/client/logs.ts');
    return logs(name, { port: portOf(port), follow, since, json });
  }
  const { invoke } = await import('./commands/client/invoke.ts');
  return invoke(name, { port: portOf(port), event, json });
}

function logsOf(text = 'errors'): LogMode {
  if (isLogMode(text)) return text;
  throw usage(`--logs takes errors, all or none, not "${text}"`);
}

const isLogMode = (text: string | undefined): text is LogMode =>
  (LOG_MODES as readonly (string | undefined)[]).includes(text);

const usage = (problem: string): CommandError =>
  new CommandError(`local-cloud: ${problem}\nSee local-cloud --help.`, 2);
