import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../../scripts/tool-command.ts';
import { temporaryFolder } from './folders.ts';
import { type RunResult, run } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** An image with Node and npm to begin with, such as docker.io/library/node:24-slim, for who may download one. */
const BASE = process.env.CONTAINER_BASE_IMAGE;
const TOOLS = ['podman', 'podman-compose', ...(BASE ? [] : ['runc', 'debootstrap', 'tar'])];

/** What keeps an image from being made here, or undefined. Without one to begin with, it is made from Debian's packages. */
export async function missingForImages(): Promise<string | undefined> {
  if (process.env.CONTAINERS !== 'yes') return 'CONTAINERS=yes asks for it; it takes minutes';
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  if (!BASE && !root) return 'it takes root on Debian, or an image to begin with: CONTAINER_BASE_IMAGE';
  for (const tool of TOOLS) {
    if ((await run(tool, ['--version'])).code === 127) return `${tool} is not installed`;
  }
  return undefined;
}

/** Images of a test's own, and what containers of this machine start with. */
export class Images {
  readonly #scratch = temporaryFolder('images-');
  readonly #made: string[] = [];
  readonly environment: Readonly<Record<string, string>>;

  constructor() {
    if (BASE || process.env.CONTAINERS_CONF) {
      this.environment = {};
      return;
    }
    const settings = path.join(this.#scratch, 'containers.conf');
    // Virtual machines without a service manager have neither crun's cgroups nor Podman's usual limits.
    writeFileSync(
      settings,
      '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]\n',
    );
    this.environment = { CONTAINERS_CONF: settings };
  }

  /** Debian with this machine's Node and npm, or what is to be begun with. */
  async base(name: string): Promise<string> {
    if (BASE) return BASE;
    const archive = path.join(this.#scratch, 'tree.tar');
    await this.#tree(archive);
    this.#made.push(name);
    await succeeds(this.podman('import', archive, name));
    rmSync(archive);
    return name;
  }

  /** An image that does one thing. */
  async running(name: string, base: string, command: readonly string[]): Promise<string> {
    const file = path.join(this.#scratch, 'Containerfile');
    writeFileSync(file, `FROM ${base}\nENTRYPOINT ${JSON.stringify(command)}\n`);
    this.#made.push(name);
    await succeeds(this.podman('build', '--layers=false', '--tag', name, '--file', file, this.#scratch));
    return name;
  }

  /** local-cloud's image, as `npm run build:image` makes it. */
  async localCloud(name: string, base: string): Promise<string> {
    const certificates = existsSync(CERTIFICATES) ? ['--env', `NODE_EXTRA_CA_CERTS=${CERTIFICATES}`] : [];
    // Without layers between, which would stay when the image is removed.
    const options = [
      '--network',
      'host',
      '--layers=false',
      '--build-arg',
      `NODE_IMAGE=${base}`,
      ...certificates,
    ];
    const environment = { ...this.environment, CONTAINER_ENGINE: 'podman' };
    this.#made.push(name);
    await succeeds(
      run(...npmCommand('run', 'build:image', '--', '--tag', name, ...options), { cwd: root, environment }),
    );
    return name;
  }

  podman(...args: string[]): Promise<RunResult> {
    return run('podman', args, { environment: this.environment });
  }

  async remove(): Promise<void> {
    await this.podman('rmi', '--force', ...this.#made);
    rmSync(this.#scratch, { recursive: true, force: true, maxRetries: 3 });
  }

  async #tree(archive: string): Promise<void> {
    const tree = path.join(this.#scratch, 'tree');
    const [, codename = 'bookworm'] =
      /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
    await succeeds(run('debootstrap', ['--variant=minbase', codename, tree]));
    const npm = path.resolve(process.env.npm_execpath ?? '/usr/lib/node_modules/npm/bin/npm-cli.js', '../..');
    cpSync(process.execPath, path.join(tree, 'usr/local/bin/node'));
    cpSync(npm, path.join(tree, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
    symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', path.join(tree, 'usr/local/bin/npm'));
    if (existsSync(CERTIFICATES)) cpSync(CERTIFICATES, path.join(tree, CERTIFICATES));
    await succeeds(run('tar', ['-C', tree, '-cf', archive, '.']));
    rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function succeeds(running: Promise<RunResult>): Promise<void> {
  const { code, output } = await running;
  if (code !== 0) throw new Error(output);
}
