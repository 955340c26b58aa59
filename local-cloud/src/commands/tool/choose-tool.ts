import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CommandError } from '../command-error.ts';
import { configurationText, textOf } from './configuration-files.ts';
import { globalTools, installedTools, major, type Tool, wantsLogin } from './find-tool.ts';
import { cachedTool, fetchTool, type ToolPackages } from './tool-cache.ts';

export interface Choice {
  /** Asked before anything is fetched. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Called while something is fetched, with what. */
  readonly progress: (title: string) => void;
  readonly signal: AbortSignal;
}

/** The last of the line that uses AWS SDK v2, which most plugins are written for; maintained, and asks for no login. */
const LINE_3: ToolPackages = { osls: '3.77.1' };
const BY_MAJOR: Readonly<Record<number, ToolPackages>> = {
  1: { serverless: '1.83.3' },
  2: { serverless: '2.72.4' },
  3: LINE_3,
  4: { ...LINE_3, 'serverless-esbuild': '1.57.2', esbuild: '0.28.2' },
};

/**
 * The tool that deploys a project: the one it has installed, else one on the PATH that its `frameworkVersion` takes,
 * else one that is fetched once into a cache, with the user's consent. Serverless 4, which wants a login, is stood in
 * for by osls.
 *
 * @throws CommandError where there is none and none may be fetched, or the project's packages are not installed
 */
export async function chooseTool(cwd: string, choice: Choice): Promise<Tool> {
  refuseUninstalled(cwd);
  const installed = installedTools(cwd);
  const own = installed.find((tool) => !wantsLogin(tool));
  if (own) return own;
  const replaces = installed.find(wantsLogin);
  const wanted = replaces ? 4 : majorNamed(cwd);
  const usable = globalTools().find((tool) => !wantsLogin(tool) && wanted !== 4 && major(tool) === wanted);
  if (usable) return usable;
  const packages = BY_MAJOR[wanted ?? majorOf(cwd)] ?? LINE_3;
  const tool = cachedTool(packages) ?? (await fetched(packages, replaces, cwd, choice));
  return wanted === 4 ? { ...tool, replaces: replaces?.version ?? '4' } : tool;
}

async function fetched(
  packages: ToolPackages,
  replaces: Tool | undefined,
  cwd: string,
  { confirm, progress, signal }: Choice,
): Promise<Tool> {
  const [[name, version] = []] = Object.entries(packages);
  const why = replaces
    ? `Serverless ${replaces.version} wants a login; ${name} ${version} deploys the same project without one.`
    : `The Serverless Framework is not installed in ${cwd}; ${name} ${version} deploys it.`;
  if (!(await confirm(`${why} Fetch it from the npm registry, once?`))) {
    throw new CommandError(
      `${why}\nRun again with --yes to have it fetched, or run npm install -D osls@3 there.`,
    );
  }
  progress(`Fetching ${name} ${version}`);
  return fetchTool(packages, signal);
}

/** The major version in `frameworkVersion`: `3`, `^2.72.0`, `>=1.1.0 <2.0.0`. */
function majorNamed(cwd: string): number | undefined {
  const [, range] = /frameworkVersion['"]?\s*:\s*['"]?([^'"\n#]+)/.exec(configurationText(cwd)) ?? [];
  const [number] = /\d+/.exec(range ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Runtimes of the time when Serverless 2 was the newest. */
const RUNTIMES_OF_2 = /nodejs(4\.3|6\.10|8\.10|10\.x|12\.x)/;
/** `${opt:stage, dev}`: version 3 takes no text for a default that is not in quotes. */
const UNQUOTED_DEFAULT = /\$\{[^{}'"]*,\s*(?!true\b|false\b|null\b)[A-Za-z][\w-]*\s*\}/;

/** Where no version is named: what a configuration says tells the time that a project, and its plugins, are from. */
function majorOf(cwd: string): number {
  const text = configurationText(cwd);
  return RUNTIMES_OF_2.test(text) || UNQUOTED_DEFAULT.test(text) ? 2 : 3;
}

/** @throws CommandError where package.json names tools and plugins that are not there */
function refuseUninstalled(cwd: string): void {
  const manifest = path.join(cwd, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(textOf(manifest) || '{}') as {
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const { resolve } = createRequire(manifest);
  const missing = Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => /^(serverless|osls)(-|$)/.test(name))
    .filter((name) => !resolve.paths(name)?.some((folder) => existsSync(path.join(folder, name))));
  if (missing.length === 0) return;
  const verb = missing.length > 1 ? 'stand' : 'stands';
  throw new CommandError(
    `${missing.join(', ')} ${verb} in ${manifest}, but not in node_modules. Run npm ci (or npm install) there first.`,
  );
}
