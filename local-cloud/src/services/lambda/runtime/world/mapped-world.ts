import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { quoted } from '../../../../core/node-options.ts';
import { OWN_TREE } from '../../../../core/process-tree.ts';
import { bootstrapPath } from '../bootstrap-path.ts';
import { forClient, hostPath, isNode, runtimeCommand } from '../runtime-command.ts';
import type { Inhabitant, World } from '../types.ts';
import { TMP_ROOT } from './paths.ts';
import { windowsVariables } from './windows-variables.ts';

/** The runtime client ends itself when its connection breaks, which it can't see inside an endless loop. */
const DIE_WITH_PARENT = ['/usr/bin/setpriv', '--pdeathsig', 'KILL'];

/**
 * The same where the system has no such program: a shell of the same process group waits for the end of a pipe that
 * nothing is ever written to, and which closes with local-cloud.
 */
const WATCH = '(read -r _ <&3; kill -KILL -$$) >/dev/null 2>&1 &\n';

/** Variables that Node.js or the system's loader reads before the runtime client can map anything: lists of paths. */
const LISTS = ['PATH', 'LD_LIBRARY_PATH', 'NODE_PATH'];

/** A path in NODE_OPTIONS, with or without quotes. */
const OF_LAMBDA = /(?<=^|[\s=])(?:"(\/(?:opt|var\/task)\/[^"]+)"|(\/(?:opt|var\/task)\/[^\s"]+))/g;

/** A world without a namespace: the runtime client leads the function's JavaScript to where things are. */
export class MappedWorld implements World {
  readonly kind = 'mapped';
  readonly reason?: string;
  readonly #prefix: readonly string[];
  readonly #packages: readonly string[];

  /**
   * @param packages folders with the packages that Lambda provides
   * @param reason why it is not a namespace; missing where that was asked for
   */
  constructor(packages: readonly string[], reason?: string) {
    this.#packages = packages;
    this.reason = reason;
    const [setpriv = ''] = DIE_WITH_PARENT;
    this.#prefix = process.platform === 'linux' && existsSync(setpriv) ? DIE_WITH_PARENT : [];
  }

  /**
   * Standard error goes into the pipe of standard output: two pipes would lose the order of lines. Only a shell can join
   * them (Node has no dup2); it is replaced by the runtime at once and keeps its process id.
   */
  launch({ spec, env, scratch }: Inhabitant): ChildProcess {
    const opt = spec.layerRoot ?? path.join(scratch, 'opt');
    const keep = [spec.taskRoot, opt, scratch, path.dirname(bootstrapPath()), ...this.#packages];
    if (spec.nodeModulesDir) keep.push(spec.nodeModulesDir);
    // Packages above mounted code; all of /tmp is no project.
    if (spec.projectRoot && spec.projectRoot !== TMP_ROOT) keep.push(spec.projectRoot);
    // Packages that Lambda provides are found by walking up from code that lies beside them.
    const beside = spec.nodeModulesDir && path.dirname(spec.nodeModulesDir) === path.dirname(spec.taskRoot);
    const hooks = spec.layerRoot !== undefined || !beside;
    const map = {
      task: spec.taskRoot,
      opt,
      tmp: path.join(scratch, 'tmp'),
      keep,
      hooks,
    };
    const seen = Object.fromEntries(LISTS.map((name) => [name, env[name]]));
    const command = runtimeCommand(spec, this.kind);
    const watched = this.#prefix.length === 0;
    const script = `${watched ? WATCH : ''}exec "$@" 2>&1${watched ? ' 3<&-' : ''}`;
    const joined = ['/bin/sh', '-c', script, 'sh', ...this.#prefix, ...command];
    const [file = '', ...args] = process.platform === 'win32' ? command : joined;
    const child = spawn(file, args, {
      cwd: spec.taskRoot,
      env: { ...env, ...this.#readable(spec, env, scratch), ...forClient(spec, { ...map, variables: seen }) },
      stdio: ['ignore', 'pipe', 'pipe', watched ? 'pipe' : 'ignore'],
      ...OWN_TREE,
    });
    // It alone does not keep local-cloud up.
    if (watched) (child.stdio[3] as Socket).unref();
    return child;
  }

  async close(): Promise<void> {}

  #readable(spec: Inhabitant['spec'], env: Record<string, string>, scratch: string): Record<string, string> {
    const mapped: Record<string, string> = {};
    for (const name of LISTS) {
      const parts = (env[name] ?? '')
        .split(':')
        .filter((part) => !/^\/(var\/(lang|runtime)|lib64|usr\/lib64)/.test(part));
      const own = name === 'PATH' ? [path.dirname(spec.node)] : [];
      const provided = name === 'NODE_PATH' && spec.nodeModulesDir ? [spec.nodeModulesDir] : [];
      mapped[name] = [...own, ...parts.map((part) => hostPath(part, spec)), ...provided].join(path.delimiter);
    }
    if (process.platform === 'win32') {
      const { systemPrograms, ...windows } = windowsVariables(scratch, process.env);
      Object.assign(mapped, windows);
      mapped.PATH = [mapped.PATH, systemPrograms].join(path.delimiter);
    }
    // Nothing maps paths for a runtime that the function brings itself.
    if (!isNode(spec)) mapped.LAMBDA_TASK_ROOT = spec.taskRoot;
    if (env.NODE_OPTIONS) {
      mapped.NODE_OPTIONS = env.NODE_OPTIONS.replace(OF_LAMBDA, (_, inQuotes?: string, bare = '') =>
        quoted(hostPath(inQuotes ?? bare, spec)),
      );
    }
    return mapped;
  }
}
