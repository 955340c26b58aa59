import path from 'node:path';
import { type Project, type ProjectOptions, startProject } from '../commands/start-project.ts';
import { announce } from './project-variables.ts';

/** The part of Jest's configuration that is read. */
export interface JestProjectConfig {
  readonly rootDir: string;
}

interface Running {
  readonly project: Project;
  withdraw(): void;
}

/** One for the process, because a setup may be an ES module where its teardown is none. */
const RUNNING = Symbol.for('local-cloud.jest');
const shared = globalThis as { [RUNNING]?: Running };

/**
 * A `globalSetup` for Jest that deploys a project: `export default projectSetup({ stage: 'test' })`. The preset's
 * `globalTeardown` stops it.
 *
 * @param options those of `startProject`, and `folder`, the project's, relative to `rootDir`
 */
export const projectSetup =
  ({ folder = '.', ...options }: ProjectOptions & { readonly folder?: string } = {}) =>
  async (_: unknown, { rootDir }: JestProjectConfig): Promise<void> => {
    const project = await startProject(path.resolve(rootDir, folder), options);
    shared[RUNNING] = { project, withdraw: announce(project) };
  };

/** A `globalTeardown` for Jest that stops what `projectSetup` started. */
export async function projectTeardown(): Promise<void> {
  const running = shared[RUNNING];
  shared[RUNNING] = undefined;
  running?.withdraw();
  await running?.project.stop();
}
