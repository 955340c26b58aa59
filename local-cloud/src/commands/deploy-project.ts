import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CommandError } from './command-error.ts';

export interface DeployOptions {
  /** The project's folder. */
  readonly cwd: string;
  readonly stage: string;
  readonly endpoint: string;
  /** Whether what the tool prints is shown as it comes; without it, it is only shown where the deployment fails. */
  readonly verbose: boolean;
  /** Aborted, it ends the tool and every process of its. */
  readonly signal: AbortSignal;
}

/** What could lead the tool's AWS clients elsewhere: identities, per-service endpoints, proxies. */
const LEADS_AWAY = /^(AWS_.*|https?_proxy|all_proxy|proxy)$/i;

/** Deploys a project with its own Serverless Framework, unmodified. @throws CommandError with what the tool said */
export async function deployProject({ cwd, stage, endpoint, verbose, signal }: DeployOptions): Promise<void> {
  const tool = findTool(cwd);
  const child = spawn(process.execPath, [tool, 'deploy', '--stage', stage], {
    cwd,
    env: environment(endpoint, cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that compose's children end with it, and Ctrl-C reaches them through us alone.
    detached: true,
  });
  const stop = () => kill(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (verbose) process.stderr.write(text);
    });
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    if (code !== 0) {
      throw new CommandError(
        `${verbose ? '' : `${output.trim()}\n\n`}The deployment failed (sls deploy ended with ${code}).`,
      );
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function findTool(cwd: string): string {
  const { resolve } = createRequire(path.join(cwd, 'package.json'));
  for (const name of ['serverless', 'osls']) {
    try {
      return path.join(path.dirname(resolve(`${name}/package.json`)), 'bin', 'serverless.js');
    } catch {
      // Not installed under this name.
    }
  }
  throw new CommandError(
    `The Serverless Framework is not installed in ${cwd}. Run npm ci, or npm install osls.`,
  );
}

function environment(endpoint: string, cwd: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !LEADS_AWAY.test(name));
  return {
    ...Object.fromEntries(inherited),
    // compose runs `serverless` from the PATH.
    PATH: [path.join(cwd, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    // The wait before each look at a stack's events, in ms; the tool's own 5000 is for a cloud far away.
    SLS_AWS_MONITORING_FREQUENCY: process.env.SLS_AWS_MONITORING_FREQUENCY ?? '25',
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
  };
}

/** Ends a process group; one that has ended already is fine. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Nothing of the group is left.
  }
}
