import type { Project } from '../commands/start-project.ts';

/** By which a test file finds what is deployed, whatever process it runs in. */
const PROJECT = 'LOCAL_CLOUD_PROJECT';
/** Identities that an AWS client would prefer to the credentials below. */
const IDENTITIES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN'];

/** What a test reads of the project that is deployed for it. */
export type DeployedProject = Pick<Project, 'endpoint' | 'urls' | 'services'>;

/**
 * Tells this process, and those it starts, of a project: where it answers, and that AWS clients go there with test
 * credentials instead of anyone's own.
 *
 * @returns puts everything back
 */
export function announce({ endpoint, urls, services }: DeployedProject): () => void {
  const before = { ...process.env };
  const variables: Record<string, string> = {
    [PROJECT]: JSON.stringify({ endpoint, urls, services } satisfies DeployedProject),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
  };
  Object.assign(process.env, variables);
  for (const name of IDENTITIES) delete process.env[name];
  return () => {
    for (const name of [...Object.keys(variables), ...IDENTITIES]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  };
}

/** @throws Error where no preset has deployed anything */
export function announced(): DeployedProject {
  const text = process.env[PROJECT];
  if (text === undefined) {
    throw new Error(
      "local-cloud/project: nothing is deployed. Use Jest's `preset: 'local-cloud'`, or Vitest's `globalSetup: 'local-cloud/vitest'`.",
    );
  }
  return JSON.parse(text) as DeployedProject;
}
