import { run } from '../support/run.ts';

/** A container engine that answers, with the compose command that came with it. */
export interface Engine {
  readonly kind: 'docker' | 'podman';
  /** `docker compose`, `docker-compose`, `podman compose` or `podman-compose`. */
  readonly name: string;
  /** The command that knows containers and images. */
  readonly command: 'docker' | 'podman';
  /** The compose command, the program first. */
  readonly compose: readonly [string, ...string[]];
  /** Whether its `up` can wait until all is healthy. */
  readonly waits: boolean;
}

/** In this order, what a machine has most likely on purpose first. */
const CANDIDATES: readonly (readonly [command: Engine['command'], ...compose: [string, ...string[]]])[] = [
  ['docker', 'docker', 'compose'],
  ['docker', 'docker-compose'],
  ['podman', 'podman', 'compose'],
  ['podman', 'podman-compose'],
];

/**
 * Finds an engine that runs and a compose command that works. Debian 12 has podman 4.3, which knows no `podman compose`, and
 * podman-compose; its package podman-docker calls Podman `docker`.
 *
 * @throws Error that names what was looked for, and what to do
 */
export async function findEngine(): Promise<Engine> {
  for (const [command, ...compose] of CANDIDATES) {
    const [program, ...args] = compose;
    const info = await run(command, ['info']);
    if (info.code !== 0) continue;
    if ((await run(program, [...args, 'version'])).code !== 0) continue;
    const help = await run(program, [...args, 'up', '--help']);
    const version = await run(command, ['--version']);
    return {
      kind: /podman/i.test(version.stdout) ? 'podman' : 'docker',
      name: compose.join(' '),
      command,
      compose,
      waits: help.code === 0 && /--wait\b/.test(help.stdout),
    };
  }
  throw new Error(
    'TARGET=localstack needs a running Docker or Podman with a compose command, and none of these answers here: ' +
      `${CANDIDATES.map(([, ...compose]) => compose.join(' ')).join(', ')}. ` +
      'Start one, or leave TARGET out to use local-cloud, which needs no container.',
  );
}
