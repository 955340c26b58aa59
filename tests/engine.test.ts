import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './support/folders.ts';
import { exceptOnWindows } from './support/systems.ts';
import { findEngine } from './targets/engine.ts';
import { engineSocket } from './targets/engine-socket.ts';

const onPath = exceptOnWindows('programs on the PATH are made of a shell');

/** Programs that answer to what they are asked with, in order, and to nothing else. */
type Programs = Readonly<Record<string, Readonly<Record<string, string>>>>;

let folder: string;
const { PATH, DOCKER_SOCK } = process.env;
beforeEach(() => {
  folder = temporaryFolder('engines-');
});
afterEach(() => {
  process.env.PATH = PATH;
  delete process.env.DOCKER_SOCK;
  if (DOCKER_SOCK) process.env.DOCKER_SOCK = DOCKER_SOCK;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function install(programs: Programs): void {
  for (const [name, answers] of Object.entries(programs)) {
    const file = path.join(folder, name);
    writeFileSync(
      file,
      `#!${process.execPath}
const answer = ${JSON.stringify(answers)}[process.argv.slice(2).join(' ')];
if (answer === undefined) process.exit(125);
console.log(answer);
`,
    );
    chmodSync(file, 0o755);
  }
  process.env.PATH = folder;
}

const DOCKER = { info: 'Server:', '--version': 'Docker version 28.5.1, build e180ab8' };
const PODMAN = { info: 'host:', '--version': 'podman version 5.6.2' };
const COMPOSE = { 'compose version': 'v2.40.0', 'compose up --help': '--wait   Wait for services' };
const STANDALONE = { version: 'v2.40.0', 'up --help': '--wait   Wait for services' };
const PODMAN_COMPOSE_1_0 = { version: 'podman-composer version 1.0.3', 'up --help': '-d, --detach' };

onPath.describe('findEngine', () => {
  it.each<[string, Programs, object]>([
    [
      'docker compose',
      { docker: { ...DOCKER, ...COMPOSE }, podman: PODMAN },
      {
        name: 'docker compose',
        command: 'docker',
        compose: ['docker', 'compose'],
        kind: 'docker',
        waits: true,
      },
    ],
    [
      'docker-compose',
      { docker: DOCKER, 'docker-compose': STANDALONE },
      { name: 'docker-compose', command: 'docker', compose: ['docker-compose'], kind: 'docker', waits: true },
    ],
    [
      'podman compose',
      { podman: { ...PODMAN, ...COMPOSE } },
      {
        name: 'podman compose',
        command: 'podman',
        compose: ['podman', 'compose'],
        kind: 'podman',
        waits: true,
      },
    ],
    [
      'podman-compose, as in Debian 12',
      { podman: PODMAN, 'podman-compose': PODMAN_COMPOSE_1_0 },
      {
        name: 'podman-compose',
        command: 'podman',
        compose: ['podman-compose'],
        kind: 'podman',
        waits: false,
      },
    ],
    [
      'Podman that is called docker',
      { docker: { ...PODMAN, ...COMPOSE } },
      {
        name: 'docker compose',
        command: 'docker',
        compose: ['docker', 'compose'],
        kind: 'podman',
        waits: true,
      },
    ],
    [
      'Podman where Docker is installed and does not run',
      {
        docker: { '--version': DOCKER['--version'], ...COMPOSE },
        podman: PODMAN,
        'podman-compose': PODMAN_COMPOSE_1_0,
      },
      {
        name: 'podman-compose',
        command: 'podman',
        compose: ['podman-compose'],
        kind: 'podman',
        waits: false,
      },
    ],
  ])('finds %s', async (_, programs, expected) => {
    install(programs);
    expect(await findEngine()).toEqual(expected);
  });

  it.each<[string, Programs]>([
    ['nothing is installed', {}],
    ['there is Podman without a compose command', { podman: PODMAN }],
  ])('says what it looked for, and what to do, where %s', async (_, programs) => {
    install(programs);
    await expect(findEngine()).rejects.toThrow(
      'TARGET=localstack needs a running Docker or Podman with a compose command, and none of these answers here: ' +
        'docker compose, docker-compose, podman compose, podman-compose. ' +
        'Start one, or leave TARGET out to use local-cloud, which needs no container.',
    );
  });
});

onPath.describe('engineSocket', () => {
  const FORMAT = 'info --format {{.Host.RemoteSocket.Path}} {{.Host.RemoteSocket.Exists}}';
  const podman = (where: string) => ({
    podman: { ...PODMAN, [FORMAT]: where },
    'podman-compose': PODMAN_COMPOSE_1_0,
  });

  it.each<[string, Programs, string | undefined]>([
    ["leaves Docker's to compose.yml", { docker: { ...DOCKER, ...COMPOSE } }, undefined],
    ["takes root's Podman's", podman('/run/podman/podman.sock true'), '/run/podman/podman.sock'],
    [
      "takes a user's Podman's",
      podman('unix:///run/user/1000/podman/podman.sock true'),
      '/run/user/1000/podman/podman.sock',
    ],
  ])('%s', async (_, programs, expected) => {
    delete process.env.DOCKER_SOCK;
    install(programs);
    const socket = await engineSocket(await findEngine());
    expect(socket.path).toBe(expected);
    await socket.close();
  });

  it('takes the one that DOCKER_SOCK names', async () => {
    process.env.DOCKER_SOCK = '/mine.sock';
    install(podman('/run/podman/podman.sock true'));
    expect((await engineSocket(await findEngine())).path).toBe('/mine.sock');
  });

  it('says so where Podman has none and serves none', async () => {
    delete process.env.DOCKER_SOCK;
    install(podman('/run/podman/podman.sock false'));
    await expect(findEngine().then(engineSocket)).rejects.toThrow(
      /^podman system service did not begin to listen on .*podman\.sock\.$/,
    );
  });
});
