import { randomBytes } from 'node:crypto';
import type { Target } from './target.ts';

/** AWS itself, with the credentials of this environment. It costs money, so it takes a second switch. */
export async function aws(): Promise<Target> {
  if (process.env.ALLOW_AWS !== 'yes') {
    throw new Error(
      'TARGET=aws deploys to your AWS account, which may cost money. Set ALLOW_AWS=yes as well if you mean it.',
    );
  }
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
  return {
    name: 'aws',
    // A stage of this run's own, so that runs do not meet.
    stage: `it${randomBytes(3).toString('hex')}`,
    region,
    endpoint: undefined,
    environment: { AWS_REGION: region, AWS_DEFAULT_REGION: region },
    async close() {},
  };
}
