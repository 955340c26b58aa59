import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { npmCommand, toolCommand } from '../../scripts/tool-command.ts';
import { root } from './bench-app.ts';
import { Server } from './processes.ts';

const DYNOXIDE = '1.2.1';

export interface DynamoDbServer {
  readonly name: string;
  readonly server: Server;
  readonly port: number;
}

type Start = () => Promise<DynamoDbServer>;

const folder = () => mkdtempSync(path.join(tmpdir(), 'bench-dynamodb-'));

async function started(
  name: string,
  command: string,
  args: readonly string[],
  ready: RegExp,
): Promise<DynamoDbServer> {
  const { server, match } = await Server.start(command, args, ready);
  return { name, server, port: Number(match[1]) };
}

/** local-cloud, by its command. */
export const startServer = (name = 'local-cloud, in memory', ...args: string[]): Promise<DynamoDbServer> =>
  started(name, ...toolCommand('local-cloud', ['start', '--port', '0', ...args]), /localhost:(\d+)/);

export function startDynalite(): Promise<DynamoDbServer> {
  const script = path.join(root, 'bench', 'lib', 'dynalite-server.mjs');
  return started('dynalite 4, in memory', process.execPath, [script], /listening on (\d+)/);
}

/** Each server as its users start it. */
export function servers(say: (step: string) => void): Start[] {
  const bare = path.join(root, 'bench', 'lib', 'bare-server.mjs');
  const starts: Start[] = [
    () => started('bare node:http', process.execPath, [bare], /listening on (\d+)/),
    () => startServer(),
    () => startServer('local-cloud, on disk', '--data-dir', folder()),
    startDynalite,
  ];
  const dynoxide = fetchDynoxide(say);
  if (!dynoxide) return starts;
  // It takes no port 0.
  let next = 27_000 + (process.pid % 1000);
  const rust = (name: string, ...args: string[]): Promise<DynamoDbServer> => {
    next += 1;
    const port = next;
    return started(name, dynoxide, ['--port', String(port), ...args], /127\.0\.0\.1:(\d+)/);
  };
  return [
    ...starts,
    () => rust(`Dynoxide ${DYNOXIDE}, in memory`),
    () => rust(`Dynoxide ${DYNOXIDE}, on disk`, '--db-path', path.join(folder(), 'db')),
  ];
}

/** The binary from npm, kept for the next run; undefined on platforms it is not made for here. */
function fetchDynoxide(say: (step: string) => void): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(`Dynoxide is left out: its package is for linux-x64, this is ${process.platform}-${process.arch}.`);
    return undefined;
  }
  const cache = path.join(tmpdir(), `bench-dynoxide-${DYNOXIDE}`);
  const binary = path.join(cache, 'node_modules', '@dynoxide', 'linux-x64', 'dynoxide');
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  const args = ['install', '--prefix', cache, '--no-audit', '--no-fund', `@dynoxide/linux-x64@${DYNOXIDE}`];
  try {
    execFileSync(...npmCommand(...args), { stdio: 'ignore' });
  } catch {
    say('Dynoxide is left out: npm could not fetch it.');
    return undefined;
  }
  return binary;
}
