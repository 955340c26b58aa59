import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A deploy tool: a JavaScript file that Node runs. */
export interface Tool {
  readonly script: string;
  /** `osls` or `serverless`, whatever name it is installed under. */
  readonly name: string;
  readonly version: string;
  /** What of Serverless 4, which wants a login, this tool stands in for. */
  readonly replaces?: string;
}

const NAMES = ['osls', 'serverless'];

/** What a project has installed, or has above it in a workspace: tools by preference. */
export function installedTools(cwd: string): Tool[] {
  const require = createRequire(path.join(cwd, 'package.json'));
  return NAMES.flatMap((name) => {
    const manifest = require.resolve
      .paths(name)
      ?.map((folder) => path.join(folder, name, 'package.json'))
      .find((file) => existsSync(file));
    return manifest ? toolOf(manifest) : [];
  });
}

/** A tool that is on the PATH: installed globally, or for another project. */
export function globalTools(environmentPath = process.env.PATH ?? ''): Tool[] {
  return environmentPath
    .split(path.delimiter)
    .flatMap((folder) => [...NAMES, 'sls'].map((name) => path.join(folder, name)))
    .flatMap(toolBehind);
}

/** Commands are links to a file of the package, or, on Windows, stand beside the packages' folder. */
function toolBehind(command: string): Tool[] {
  if (!existsSync(command)) return [];
  let folder = path.dirname(realpathSync(command));
  for (const name of NAMES) {
    const beside = path.join(path.dirname(command), 'node_modules', name, 'package.json');
    if (existsSync(beside)) return toolOf(beside);
  }
  while (path.dirname(folder) !== folder) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest)) return toolOf(manifest);
    folder = path.dirname(folder);
  }
  return [];
}

/** The tool whose package.json this is; none where it is something else. */
export function toolOf(manifest: string): Tool[] {
  const { name, version, bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name?: string;
    version?: string;
    bin?: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : (bin?.serverless ?? bin?.sls ?? bin?.osls);
  if (name === undefined || version === undefined || !NAMES.includes(name) || file === undefined) return [];
  return [{ name, version, script: path.join(path.dirname(realpathSync(manifest)), file) }];
}

export const major = ({ version }: Pick<Tool, 'version'>): number => Number.parseInt(version, 10);

/** Serverless 4 and later: a proprietary program that wants a login, and downloads the rest of itself. */
export const wantsLogin = (tool: Tool): boolean => tool.name === 'serverless' && major(tool) >= 4;
