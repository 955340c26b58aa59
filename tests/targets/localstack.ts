import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import { lookupLocally } from '../support/local-names.ts';
import { type RunResult, run } from '../support/run.ts';
import { type Engine, findEngine } from './engine.ts';
import { engineSocket } from './engine-socket.ts';
import { localEnvironment, type Target } from './target.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ENDPOINT = 'http://127.0.0.1:4566';

/** How long a container may take until it is healthy, in ms, its image's download included. */
const PATIENCE = 300_000;

/** LocalStack in a container, as compose.yml describes it, with whichever engine runs here. */
export async function localStack(): Promise<Target> {
  const engine = await findEngine();
  const socket = await engineSocket(engine);
  const composition = new Composition(engine, socket.path);
  const close = async () => {
    try {
      await composition.down();
    } finally {
      await socket.close();
    }
  };
  try {
    await composition.up();
  } catch (error) {
    await close();
    throw error;
  }
  // For clients that bring no agent: function URLs are names.
  axios.defaults.httpAgent = new Agent({ lookup: lookupLocally });
  return {
    name: 'localstack',
    stage: 'local',
    region: 'us-east-1',
    endpoint: ENDPOINT,
    environment: localEnvironment(ENDPOINT),
    close,
  };
}

/** What compose.yml describes, with one engine. */
class Composition {
  readonly #engine: Engine;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(engine: Engine, socket: string | undefined) {
    this.#engine = engine;
    this.#environment = socket === undefined ? {} : { DOCKER_SOCK: socket };
  }

  /** Starts it and waits for its health. @throws Error with what the engine, or LocalStack, said */
  async up(): Promise<void> {
    const started = await this.#compose('up', '-d', ...(this.#engine.waits ? ['--wait'] : []));
    if (started.code !== 0) throw new Error(`${this.#engine.name} up failed:\n${started.output}`);
    // There is nothing to await but its answers, so it is asked each second.
    for (const start = Date.now(); Date.now() - start < PATIENCE; await delay(1000)) {
      // podman-compose 1.0 does not mind a container that did not start, such as for a port that another program has.
      if (!(await this.#runs())) {
        throw new Error(`LocalStack's container does not run:\n${started.output}\n${await this.#log()}`);
      }
      const answer = await fetch(`${ENDPOINT}/_localstack/health`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`LocalStack was not healthy after ${PATIENCE / 1000} s:\n${await this.#log()}`);
  }

  /** Takes everything down, volumes and network included. */
  async down(): Promise<void> {
    const networks = await this.#networks();
    const { code, output } = await this.#compose('down', '--volumes');
    if (code !== 0) throw new Error(`${this.#engine.name} down failed:\n${output}`);
    // podman-compose 1.0 leaves the network it made; the others have removed it, and this then finds nothing.
    for (const network of networks) await run(this.#engine.command, ['network', 'rm', network]);
  }

  async #runs(): Promise<boolean> {
    const ids = await this.#containers();
    const state = await run(this.#engine.command, ['inspect', '--format', '{{.State.Status}}', ...ids]);
    return state.code === 0 && state.stdout.trim() === 'running';
  }

  async #log(): Promise<string> {
    return (await this.#compose('logs')).output;
  }

  /** Ids of what runs, and with podman-compose of what has ended; its 1.0 prints what it does between them. */
  async #containers(): Promise<string[]> {
    return (await this.#compose('ps', '-q')).stdout.match(/^[0-9a-f]{12,64}$/gm) ?? [];
  }

  async #networks(): Promise<string[]> {
    const format = '{{range $name, $settings := .NetworkSettings.Networks}}{{$name}} {{end}}';
    const { stdout } = await run(this.#engine.command, [
      'inspect',
      '--format',
      format,
      ...(await this.#containers()),
    ]);
    return [
      ...new Set(stdout.split(/\s+/).filter((name) => name && !['bridge', 'podman', 'host'].includes(name))),
    ];
  }

  #compose(...args: string[]): Promise<RunResult> {
    const [program, ...rest] = this.#engine.compose;
    return run(program, [...rest, '-f', 'compose.yml', ...args], {
      cwd: root,
      environment: this.#environment,
    });
  }
}
