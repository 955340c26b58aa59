import type { Target } from './target.ts';

/** Brings up the target that `TARGET` names. @throws Error that says what is missing */
export async function bringUpTarget(): Promise<Target> {
  const name = process.env.TARGET ?? 'local-cloud';
  switch (name) {
    case 'local-cloud':
      return (await import('./local-cloud.ts')).localCloud();
    case 'localstack':
      return (await import('./localstack.ts')).localStack();
    case 'aws':
      return (await import('./aws.ts')).aws();
    default:
      throw new Error(`TARGET is "${name}". It can be local-cloud, localstack or aws.`);
  }
}
