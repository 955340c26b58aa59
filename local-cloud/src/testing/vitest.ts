import path from 'node:path';
import { type ProjectOptions, startProject } from '../commands/start-project.ts';
import { announce } from './project-variables.ts';

/** The part of Vitest's project that is read. */
export interface VitestProject {
  readonly config: { readonly root: string };
}

/**
 * A `globalSetup` for Vitest that deploys a project: `export default projectSetup({ stage: 'test' })`.
 *
 * @param options those of `startProject`, and `folder`, the project's, relative to Vitest's `root`
 */
export const projectSetup =
  ({ folder = '.', ...options }: ProjectOptions & { readonly folder?: string } = {}) =>
  async ({ config }: VitestProject): Promise<() => Promise<void>> => {
    const project = await startProject(path.resolve(config.root, folder), options);
    const withdraw = announce(project);
    return async () => {
      withdraw();
      await project.stop();
    };
  };

/** `globalSetup: 'local-cloud/vitest'`: the project in Vitest's `root`, at stage `local`. */
export default projectSetup();
