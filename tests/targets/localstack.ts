import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../support/run.ts';
import { localEnvironment, type Target } from './target.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ENDPOINT = 'http://127.0.0.1:4566';

/** How long a container may take until it is healthy, in ms, its image's download included. */
const PATIENCE = 300_000;

/** LocalStack in a container, as compose.yml describes it, with whichever engine runs here. */
export async function localStack(): Promise<Target> {
  const engine = await findEngine();
  const compose = (...args: string[]) =>
    run(engine, ['compose', '-f', 'compose.yml', ...args], { cwd: root });
  const started = await compose('up', '-d');
  if (started.code !== 0) throw new Error(`${engine} compose up failed:\n${started.output}`);
  await healthy();
  return {
    name: 'localstack',
    stage: 'local',
    region: 'us-east-1',
    endpoint: ENDPOINT,
    environment: localEnvironment(ENDPOINT),
    async close() {
      await compose('down', '--volumes');
    },
  };
}

async function findEngine(): Promise<string> {
  for (const engine of ['docker', 'podman']) {
    const works = async (...args: string[]) => (await run(engine, args)).code === 0;
    if ((await works('info')) && (await works('compose', 'version'))) return engine;
  }
  throw new Error(
    'TARGET=localstack needs a running Docker or Podman with its compose command; neither answers here. ' +
      'Start one, or leave TARGET out to use local-cloud, which needs no container.',
  );
}

/** Waits for the container's health. There is nothing to await but its answers, so it is asked each second. */
async function healthy(): Promise<void> {
  for (const start = Date.now(); Date.now() - start < PATIENCE; await delay(1000)) {
    const answer = await fetch(`${ENDPOINT}/_localstack/health`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(
    `LocalStack was not healthy after ${PATIENCE / 1000} s. See: docker compose logs localstack`,
  );
}
