import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { endTree, OWN_TREE } from '../../core/process-tree.ts';
import type { BuildError } from '../tool/tool-message.ts';
import { isBelow } from './file-watch.ts';

/** `src/app.ts(8,9): error TS2322: Type 'string' is not assignable to type 'number'.` */
const ERROR = /^(.+?)\((\d+),(\d+)\): error (TS(\d+): .*)$/gm;

/** Of code that is not used or not reached: what a linter says, and no reason not to run it. */
const LINT = new Set(['6133', '6138', '6192', '6196', '6198', '6199', '6205', '7027', '7028']);

/**
 * Looks at the types of a project's code with the project's own TypeScript, as bundlers do not. A process of low priority,
 * one at a time, that reads again only what has changed.
 */
export class TypeCheck {
  readonly #configuration: string;
  readonly #compiler: string;
  /** Errors that code had which was taken all the same: those of the project as it was found. */
  readonly #accepted = new Set<string>();
  #checked = false;
  #folder: Promise<string> | undefined;
  #child: ChildProcess | undefined;

  private constructor(configuration: string, compiler: string) {
    this.#configuration = configuration;
    this.#compiler = compiler;
  }

  /** @returns undefined where the code around a folder has no tsconfig.json, or no TypeScript installed */
  static of(folder: string, root: string): TypeCheck | undefined {
    for (let each = folder; each === root || isBelow(each, root); each = path.dirname(each)) {
      const configuration = path.join(each, 'tsconfig.json');
      if (!existsSync(configuration)) continue;
      try {
        const manifest = createRequire(configuration).resolve('typescript/package.json');
        return new TypeCheck(configuration, path.join(path.dirname(manifest), 'bin', 'tsc'));
      } catch {
        return undefined;
      }
    }
    return undefined;
  }

  /**
   * @param changed the files that were saved
   * @returns errors that were not there before, files absolute; undefined where another check took its place
   */
  async errorsOf(changed: ReadonlySet<string>): Promise<BuildError[] | undefined> {
    this.#end();
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'local-cloud-types-'));
    const output = await this.#run(path.join(await this.#folder, 'state'));
    if (output === undefined) return undefined;
    const folder = path.dirname(this.#configuration);
    const all = [...output.matchAll(ERROR)]
      .filter(([, , , , , code]) => !LINT.has(code ?? ''))
      .map(([, file = '', line, column, text = '']) => ({
        ...{ text, file: path.resolve(folder, file) },
        ...{ line: Number(line), column: Number(column) - 1 },
      }));
    // What the first check finds elsewhere was there before.
    const isOld = (error: BuildError) =>
      this.#accepted.has(keyOf(error)) || (!this.#checked && !changed.has(error.file));
    for (const error of all) if (isOld(error)) this.#accepted.add(keyOf(error));
    this.#checked = true;
    return all.filter((error) => !isOld(error));
  }

  async close(): Promise<void> {
    this.#end();
    const folder = await this.#folder;
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #end(): void {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) endTree(child.pid, 'SIGKILL');
  }

  /** @returns undefined where it was ended */
  #run(state: string): Promise<string | undefined> {
    const args = [
      '-p',
      this.#configuration,
      '--noEmit',
      '--pretty',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      state,
    ];
    const child = spawn(process.execPath, [this.#compiler, ...args], {
      cwd: path.dirname(this.#configuration),
      stdio: ['ignore', 'pipe', 'ignore'],
      // TypeScript 7 is a program that this one only starts.
      ...OWN_TREE,
    });
    this.#child = child;
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    return new Promise((resolve) => {
      child.once('error', () => resolve(undefined));
      child.once('spawn', () => lower(child.pid));
      child.once('close', (_code, signal) => resolve(signal === null ? output : undefined));
    });
  }
}

const keyOf = ({ file, text }: BuildError): string => JSON.stringify([file, text]);

/** What answers requests goes first. */
function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already.
  }
}
