import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEngine } from './targets/engine.ts';

/** Programs that answer to what they are asked with, in order, and to nothing else. */
type Programs = Readonly<Record<string, Readonly<Record<string, string>>>>;

let folder: string;
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'engines-'));
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
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

describe('findEngine', () => {
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
