import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { toolCommand } from '../tool-command.ts';

export const SYSTEMS = ['darwin', 'win32'] as const;
export type System = (typeof SYSTEMS)[number];

/** Of the tests, those in which the systems differ: processes, signals, files, paths, functions' worlds. */
const BOTH: readonly string[] = [
  'tests/portable.test.ts',
  'tests/modulo1.test.ts',
  'tests/users.test.ts',
  'layer/test/tasks.test.ts',
  'users/test/debug.test.ts',
  'plugins/serverless-local-cloud/test/running-endpoint.test.ts',
  'local-cloud/test/commands/(start|client|up|logs|debugger|reload).test.ts',
  'local-cloud/test/core/(disk-store|folder-lock|files).test.ts',
  'local-cloud/test/state/(init-hooks|commands|killed).test.ts',
  'local-cloud/test/services/lambda/(mounted-code|layers).test.ts',
  'local-cloud/test/services/lambda/runtime/(world|environment|failures).test.ts',
];

/** What Linux can play of one system alone: Windows ends a program's children by jobs, and has shells and terminals of its own. */
export const SUITES: Readonly<Record<System, readonly string[]>> = {
  darwin: [
    ...BOTH,
    'local-cloud/test/commands/(keys|package-managers).test.ts',
    'local-cloud/test/services/lambda/runtime/(pool|extensions|custom-runtime).test.ts',
  ],
  win32: BOTH,
};

/**
 * Runs tests as on another system.
 *
 * @param root of the project
 * @param patterns of the tests' paths
 * @returns Jest's exit code
 */
export async function simulate(root: string, system: System, patterns: readonly string[]): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-'));
  try {
    const [command, args] = toolCommand('jest', ['--forceExit', ...patterns], root);
    const child = spawn(
      command,
      ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', ...args],
      { cwd: root, env: environment(root, system, folder), stdio: 'inherit' },
    );
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function environment(root: string, system: System, folder: string): NodeJS.ProcessEnv {
  const preload = path.join(root, 'tests', 'support', 'simulated-system.cjs');
  return {
    ...process.env,
    ...(system === 'win32' && { USERPROFILE: homedir() }),
    SIMULATED_SYSTEM: system,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(preload)}`.trim(),
    // The long suites are about other things.
    CI: '',
    ...temporary(system, folder),
  };
}

/** On macOS the way to the temporary folder is a link; on Windows a user's name is in it, with whatever people are called. */
function temporary(system: System, folder: string): NodeJS.ProcessEnv {
  const place = path.join(folder, system === 'darwin' ? 'tmp' : 'João & Ana # 100%20');
  if (system === 'darwin') {
    mkdirSync(path.join(folder, 'private'));
    symlinkSync(path.join(folder, 'private'), place, 'junction');
  } else {
    mkdirSync(place);
  }
  return { TMPDIR: place, ...(system === 'win32' && { TEMP: place, TMP: place }) };
}
