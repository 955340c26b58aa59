import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunResult, run } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const TOOLS = ['podman', 'runc', 'podman-compose', 'debootstrap', 'tar'];

/** What keeps an image from being made here, or undefined. No image is downloaded, so one is made from Debian's packages. */
export async function missingForImages(): Promise<string | undefined> {
  if (process.env.CONTAINERS !== 'yes') return 'CONTAINERS=yes asks for it; it takes minutes';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Debian';
  for (const tool of TOOLS) {
    if ((await run(tool, ['--version'])).code === 127) return `${tool} is not installed`;
  }
  return undefined;
}

/** Images of a test's own, and what containers of this machine start with. */
export class Images {
  readonly #scratch = mkdtempSync(path.join(tmpdir(), 'images-'));
  readonly #made: string[] = [];
  readonly environment: Readonly<Record<string, string>>;

  constructor() {
    const settings = path.join(this.#scratch, 'containers.conf');
    // Virtual machines without a service manager have neither crun's cgroups nor Podman's usual limits.
    writeFileSync(
      settings,
      '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]\n',
    );
    this.environment = { CONTAINERS_CONF: settings };
  }

  /** Debian with this machine's Node and npm. A command it is to run by default is optional. */
  async base(name: string, command?: readonly string[]): Promise<string> {
    const archive = path.join(this.#scratch, 'tree.tar');
    if (!existsSync(archive)) await this.#tree(archive);
    const change = command ? ['--change', `CMD ${JSON.stringify(command)}`] : [];
    return this.#import(name, archive, change);
  }

  /** local-cloud's image, as `npm run build:image` makes it. */
  async localCloud(name: string, base: string): Promise<string> {
    const certificates = existsSync(CERTIFICATES) ? ['--env', `NODE_EXTRA_CA_CERTS=${CERTIFICATES}`] : [];
    const options = ['--network', 'host', '--build-arg', `NODE_IMAGE=${base}`, ...certificates];
    const environment = { ...this.environment, CONTAINER_ENGINE: 'podman' };
    this.#made.push(name);
    await succeeds(
      run('npm', ['run', 'build:image', '--', '--tag', name, ...options], { cwd: root, environment }),
    );
    return name;
  }

  podman(...args: string[]): Promise<RunResult> {
    return run('podman', args, { environment: this.environment });
  }

  async remove(): Promise<void> {
    await this.podman('rmi', '--force', ...this.#made);
    // Layers between, which nothing names any more.
    await this.podman('image', 'prune', '--force');
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  async #import(name: string, archive: string, change: readonly string[]): Promise<string> {
    this.#made.push(name);
    await succeeds(this.podman('import', ...change, archive, name));
    return name;
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
    rmSync(tree, { recursive: true, force: true });
  }
}

async function succeeds(running: Promise<RunResult>): Promise<void> {
  const { code, output } = await running;
  if (code !== 0) throw new Error(output);
}
