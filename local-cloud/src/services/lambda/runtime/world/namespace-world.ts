import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { forClient, runtimeCommand } from '../runtime-command.ts';
import type { Inhabitant, World } from '../types.ts';
import { OPT_ROOT, PROJECT_ROOT, TASK_ROOT, TMP_ROOT } from './paths.ts';
import { type Mount, makeSkeleton } from './skeleton.ts';

const TOOLS = ['env', 'mount', 'nsenter', 'setpriv', 'unshare'].map((name) => `/usr/bin/${name}`);

/** Flags of a mount that a mount namespace below may not take off again. */
const LOCKED = ['nosuid', 'nodev', 'noexec', 'noatime', 'nodiratime', 'relatime'];

/**
 * A mount namespace with the root of a world in it, held by open files: environments enter it, each with a copy of its own
 * for its code and its /tmp. Its mounts are gone with the last file and process that has it.
 */
export class NamespaceWorld implements World {
  readonly kind = 'namespace';
  readonly #root: string;
  /** `mnt`, then `user` where the namespace is of an ordinary user. */
  readonly #files: readonly number[];

  private constructor(root: string, files: readonly number[]) {
    this.#root = root;
    this.#files = files;
  }

  /**
   * @param folder where the world's root is made
   * @throws Error where this system has no such thing, or does not allow it
   */
  static async create(folder: string, node: string, nodeModulesDir?: string): Promise<NamespaceWorld> {
    const missing = process.platform === 'linux' ? TOOLS.find((tool) => !existsSync(tool)) : 'Linux';
    if (missing) throw new Error(`there is no ${missing}`);
    const root = await mkdtemp(path.join(folder, 'world-'));
    try {
      const mounts = await makeSkeleton(root, node, nodeModulesDir);
      const asRoot = process.getuid?.() === 0;
      return await create(root, mounts, !asRoot).catch((error: unknown) => {
        // Root without the right to mount, as in containers, is an ordinary user.
        if (!asRoot) throw error;
        return create(root, mounts, true);
      });
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      throw error;
    }

    async function create(root: string, mounts: Mount[], asUser: boolean): Promise<NamespaceWorld> {
      return new NamespaceWorld(root, await openNamespace(root, mounts, asUser));
    }
  }

  launch({ spec, env }: Inhabitant): ChildProcess {
    const root = this.#root;
    const mounts = [
      `/usr/bin/mount --bind -o ${readOnly(spec.taskRoot)} ${quoted(spec.taskRoot)} ${quoted(root + TASK_ROOT)}`,
      ...bind(spec.layerRoot, root + OPT_ROOT),
      ...bind(spec.projectRoot, root + PROJECT_ROOT),
      ...bind(spec.linksDir, `${root}/node_modules`),
      `/usr/bin/mount -t tmpfs -o nosuid,nodev,mode=1777,size=${spec.ephemeralStorage}m tmpfs ${quoted(root + TMP_ROOT)}`,
    ];
    const close = this.#files.map((_file, index) => `${index + 3}<&-`).join(' ');
    const script = `${mounts.join(' && ')} && exec "$@" 2>&1 ${close}`;
    const [mountFile, userFile] = ['--mount=/proc/self/fd/3', '--user=/proc/self/fd/4'];
    const enter = this.#files.length > 1 ? ['--preserve-credentials', userFile, mountFile] : [mountFile];
    // What the system's loader reads is for the function, not for the tools on the way.
    const loader = Object.entries(env).filter(([name]) => name.startsWith('LD_'));
    const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LD_')));
    return spawn(
      '/usr/bin/nsenter',
      [
        ...enter,
        ...['/usr/bin/unshare', '--mount', '--propagation', 'unchanged'],
        ...['/bin/sh', '-c', script, 'sh'],
        ...['/usr/bin/unshare', `--root=${root}`, `--wd=${TASK_ROOT}`],
        ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
        ...['/usr/bin/env', ...loader.map(([name, value]) => `${name}=${value}`)],
        ...runtimeCommand(spec, this.kind),
      ],
      {
        env: { ...rest, ...forClient(spec) },
        stdio: ['ignore', 'pipe', 'pipe', ...this.#files],
        detached: true,
      },
    );
  }

  async close(): Promise<void> {
    for (const file of this.#files) closeSync(file);
    await rm(this.#root, { recursive: true, force: true, maxRetries: 3 });
  }
}

const bind = (source: string | undefined, target: string): string[] =>
  source === undefined
    ? []
    : [`/usr/bin/mount --bind -o ${readOnly(source)} ${quoted(source)} ${quoted(target)}`];

/** Makes the namespace in a process that ends once its files are open. @returns file descriptors */
async function openNamespace(root: string, mounts: Mount[], asUser: boolean): Promise<number[]> {
  const at = (target: string): string => quoted(path.join(root, target));
  const script = [
    'set -e',
    `mount --bind ${quoted(root)} ${quoted(root)}`,
    ...mounts.map(({ source, target }) => `mount --rbind ${quoted(source)} ${at(target)}`),
    ...mounts.map(({ source, target }) => `mount -o remount,bind,${readOnly(source)} ${at(target)}`),
    `mount -o remount,bind,${readOnly(root)} ${quoted(root)}`,
    `unshare --root=${quoted(root)} --wd=${TASK_ROOT} /var/lang/bin/node --version`,
    'read -r line',
  ].join('\n');
  const user = asUser ? ['--user', '--map-root-user'] : [];
  const child = spawn('/usr/bin/unshare', [...user, '--mount', '/bin/sh', '-c', script], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const failed = once(child, 'close').then(() => {
    throw new Error(said.trim().split('\n')[0] || 'a namespace could not be made');
  });
  try {
    await Promise.race([once(child.stdout, 'data'), failed]);
    return (asUser ? ['mnt', 'user'] : ['mnt']).map((name) => openSync(`/proc/${child.pid}/ns/${name}`, 'r'));
  } finally {
    failed.catch(() => {});
    child.stdin.end();
  }
}

/** Options that make a mount of something read-only, with what its own mount has locked. */
function readOnly(source: string): string {
  let options: string[] = [];
  let longest = -1;
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [, , , , mountPoint = '', flags = ''] = line.split(' ');
    const prefix = mountPoint === '/' ? '/' : `${mountPoint}/`;
    if (!`${source}/`.startsWith(prefix) || prefix.length < longest) continue;
    longest = prefix.length;
    options = flags.split(',');
  }
  return ['ro', ...options.filter((option) => LOCKED.includes(option))].join(',');
}

/** For a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
