import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { bootstrapPath } from './bootstrap-path.ts';
import { InvalidEntrypointError, UnsupportedRuntimeError } from './errors.ts';
import { majorOf } from './node-versions.ts';
import type { FunctionSpec, World } from './types.ts';
import { NODE, OPT_ROOT, RUNTIME_ROOT, TASK_ROOT } from './world/paths.ts';

/** Runtimes that a function brings itself. */
const CUSTOM = new Set(['provided.al2', 'provided.al2023']);

export const isNode = ({ runtime }: Pick<FunctionSpec, 'runtime'>): boolean => majorOf(runtime) !== undefined;

/** @throws UnsupportedRuntimeError for anything but nodejs, and runtimes of one's own */
export function assertSupportedRuntime(runtime: string): void {
  if (majorOf(runtime) === undefined && !CUSTOM.has(runtime)) throw new UnsupportedRuntimeError(runtime);
}

/**
 * The command that is the runtime of a function, with paths as its world has them. The client comes last: wrapper scripts put
 * options of their own before the last word.
 */
export function runtimeCommand(spec: FunctionSpec, kind: World['kind']): string[] {
  const command = isNode(spec) ? nodeCommand(spec, kind) : [bootstrapOf(spec, kind)];
  if (externalExtensions(spec).length === 0) return command;
  const folder = kind === 'namespace' ? EXTENSIONS : hostPath(EXTENSIONS, spec);
  // In the world and the process group of the runtime, and ended with them.
  const script = 'for file in "$0"/*; do [ -f "$file" ] && [ -x "$file" ] && "$file" & done; exec "$@"';
  return ['/bin/sh', '-c', script, folder, ...command];
}

const EXTENSIONS = `${OPT_ROOT}/extensions`;

/** The names of the external extensions that layers bring: the executable files in /opt/extensions. */
export function externalExtensions(spec: Pick<FunctionSpec, 'taskRoot' | 'layerRoot'>): string[] {
  const folder = hostPath(EXTENSIONS, spec);
  if (spec.layerRoot === undefined || !existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => {
    const stats = statSync(path.join(folder, name));
    return stats.isFile() && stats.mode & 0o111;
  });
}

/** @throws InvalidEntrypointError */
function bootstrapOf(spec: FunctionSpec, kind: World['kind']): string {
  const places = [TASK_ROOT, OPT_ROOT].map((root) => `${root}/bootstrap`);
  const found = places.find((place) => existsSync(hostPath(place, spec)));
  if (!found) throw new InvalidEntrypointError(`Couldn't find valid bootstrap(s): [${places.join(' ')}]`);
  if (!(statSync(hostPath(found, spec)).mode & 0o111)) {
    throw new InvalidEntrypointError(`fork/exec ${found}: permission denied`);
  }
  return kind === 'namespace' ? found : hostPath(found, spec);
}

function nodeCommand(spec: FunctionSpec, kind: World['kind']): string[] {
  const [node, client] =
    kind === 'namespace' ? [NODE, `${RUNTIME_ROOT}/index.mjs`] : [spec.node, bootstrapPath()];
  const command = [node, ...nodeFlags(spec), client];
  const wrapper = spec.environment.AWS_LAMBDA_EXEC_WRAPPER;
  if (!wrapper) return command;
  const refused = refusalOf(wrapper, spec);
  // As Lambda's own start script says it, and with its exit codes.
  if (refused) return ['/bin/sh', '-c', `echo "$1: ${refused.text}"; exit ${refused.code}`, 'sh', wrapper];
  return [kind === 'namespace' ? wrapper : hostPath(wrapper, spec), ...command];
}

/** What the runtime client is told, in a variable that it takes away. @param mapping where the world is mapped */
export const forClient = (
  { endpointUrl: endpoint, ahead }: FunctionSpec,
  mapping?: object,
): Record<string, string> => ({
  _LOCAL_CLOUD: JSON.stringify({ endpoint, mapping, ahead }),
});

/** Where something that a function has at `/var/task` or `/opt` lies on this machine; any other path as it is. */
export function hostPath(
  name: string,
  { taskRoot, layerRoot }: Pick<FunctionSpec, 'taskRoot' | 'layerRoot'>,
) {
  if (name === TASK_ROOT || name.startsWith(`${TASK_ROOT}/`))
    return path.join(taskRoot, name.slice(TASK_ROOT.length));
  if (layerRoot && name.startsWith(`${OPT_ROOT}/`)) return path.join(layerRoot, name.slice(OPT_ROOT.length));
  return name;
}

function refusalOf(wrapper: string, spec: FunctionSpec): { text: string; code: number } | undefined {
  const file = hostPath(wrapper, spec);
  if (!existsSync(file)) return { text: 'does not exist', code: 127 };
  return statSync(file).mode & 0o111 ? undefined : { text: 'is not an executable', code: 126 };
}

/**
 * Lambda takes back what these versions do by default though it is experimental, unless NODE_OPTIONS asks for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
const EXPERIMENTS: Readonly<Record<string, readonly string[]>> = {
  20: ['experimental-require-module'],
  22: ['experimental-require-module', 'experimental-detect-module'],
};

function withoutExperiments({ runtime, nodeVersion, environment }: FunctionSpec): string[] {
  const [major = ''] = nodeVersion.split('.');
  // Another version may not know the flags.
  if (majorOf(runtime) !== major) return [];
  const asked = environment.NODE_OPTIONS ?? '';
  return (EXPERIMENTS[major] ?? [])
    .filter((name) => !asked.includes(`--${name}`))
    .map((name) => `--no-${name}`);
}

/**
 * The flags of Lambda's own start script: 90 % of the memory for old objects, 5 % for each half of the young
 * ones, header blocks up to 80 KB. The young space stops at V8's default of 16 MB, since this memory is the
 * user's own machine's.
 */
function nodeFlags(spec: FunctionSpec): string[] {
  const { memorySize } = spec;
  return [
    ...withoutExperiments(spec),
    // Any port: the inspector's own leads to it.
    ...(spec.inspector ? ['--inspect=127.0.0.1:0'] : []),
    '--max-http-header-size=81920',
    `--max-semi-space-size=${Math.min(16, Math.max(1, Math.floor(memorySize * 0.05)))}`,
    `--max-old-space-size=${Math.floor(memorySize * 0.9)}`,
  ];
}
