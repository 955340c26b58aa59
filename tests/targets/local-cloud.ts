import { startLocalCloudCommand } from '../support/program.ts';
import { localEnvironment, type Target } from './target.ts';

/** A local-cloud of this suite's own, as a user starts it, on a free port. */
export async function localCloud(): Promise<Target> {
  const program = startLocalCloudCommand(['start', '--port', '0'], { group: 'ours' });
  const [, port] = await program.printed(/is ready on http:\/\/localhost:(\d+)/);
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    name: 'local-cloud',
    stage: 'local',
    region: 'us-east-1',
    endpoint,
    environment: localEnvironment(endpoint),
    async close() {
      program.signalAlone('SIGINT');
      await program.ended;
    },
  };
}
