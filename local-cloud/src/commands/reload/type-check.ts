import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { endTree, OWN_TREE } from '../../core/process-tree.ts';
import type { BuildError } from '../tool/tool-message.ts';
import { isBelow } from './file-watch.ts';
import { KnownErrors, type LocatedError } from './known-errors.ts';

/** `src/app.ts(8,9): error TS2322: Type 'string' is not assignable to type 'number'.` */
const ERROR = /^(.+?)\((\d+),(\d+)\): error (TS(\d+): .*)$/gm;

/** Of code that is not used or not reached: what a linter says, and no reason not to run it. */
const LINT = new Set(['6133', '6138', '6192', '6196', '6198', '6199', '6205', '7027', '7028']);

/**
 * Looks at the types of a project's code with the project's own TypeScript, as bundlers do not. A process of low priority,
 * one at a time, that reads again only what has changed.
 */
export class TypeCheck {
  readonly configuration: string;
  readonly #compiler: string;
  readonly #known = new KnownErrors();
  /** What is found of the project as it was deployed, where that is looked at; a save may come before that is over. */
  #before: Promise<void> | undefined;
  #isLooking = false;
  /** Lines of files as they were deployed. */
  readonly #lines = new Map<string, ReadonlySet<string>>();
  readonly #savedMeanwhile = new Set<string>();
  #checked = false;
  #closed = false;
  #folder: Promise<string> | undefined;
  #child: ChildProcess | undefined;

  private constructor(configuration: string, compiler: string) {
    this.configuration = configuration;
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
   * Looks at the project as it is found, at the lowest priority: what is wrong there is no fault of a save.
   *
   * @returns the errors there are; undefined where it was ended
   */
  async lookBefore(): Promise<readonly LocatedError[] | undefined> {
    return this.#closed ? undefined : this.#errors(constants.priority.PRIORITY_LOW);
  }

  /**
   * @param errors what `lookBefore` finds
   * @param sources files of the service
   */
  knowBefore(errors: Promise<readonly LocatedError[] | undefined>, sources: Iterable<string>): void {
    for (const file of sources) this.#lines.set(file, new Set(linesOf(file)));
    this.#isLooking = true;
    this.#before = errors.then((found) => {
      this.#isLooking = false;
      this.#checked = found !== undefined;
      for (const error of found ?? [])
        if (!this.#savedMeanwhile.has(error.file) || this.#isOnOldLine(error)) this.#known.add(error);
    });
  }

  /**
   * @param changed the files that were saved
   * @returns errors that were not there before, files absolute; undefined where another check took its place
   */
  async errorsOf(changed: ReadonlySet<string>): Promise<BuildError[] | undefined> {
    if (this.#isLooking) for (const file of changed) this.#savedMeanwhile.add(file);
    await this.#before;
    this.#end();
    const errors = await this.#errors(constants.priority.PRIORITY_BELOW_NORMAL);
    if (errors === undefined) return undefined;
    // What the first check finds elsewhere was there before.
    if (!this.#checked)
      for (const error of errors)
        if (!changed.has(error.file) || this.#isOnOldLine(error)) this.#known.add(error);
    this.#checked = true;
    return this.#known.renew(errors);
  }

  /** Whether a line that is wrong stood there when the file was deployed, as far as that is known. */
  #isOnOldLine({ file, source }: LocatedError): boolean {
    return this.#lines.get(file)?.has(source) ?? false;
  }

  async #errors(priority: number): Promise<LocatedError[] | undefined> {
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'local-cloud-types-'));
    const output = await this.#run(path.join(await this.#folder, 'state'), priority);
    if (output === undefined) return undefined;
    const folder = path.dirname(this.configuration);
    const texts = new Map<string, readonly string[]>();
    return [...output.matchAll(ERROR)]
      .filter(([, , , , , code]) => !LINT.has(code ?? ''))
      .map(([, name = '', line, column, text = '']) => {
        const file = path.resolve(folder, name);
        const lines = texts.get(file) ?? linesOf(file);
        texts.set(file, lines);
        const source = lines[Number(line) - 1] ?? '';
        return { text, file, line: Number(line), column: Number(column) - 1, source };
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#end();
    const folder = await this.#folder;
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #end(): void {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) endTree(child.pid, 'SIGKILL');
  }

  /** @returns undefined where it was ended */
  #run(state: string, priority: number): Promise<string | undefined> {
    const args = [
      '-p',
      this.configuration,
      '--noEmit',
      '--pretty',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      state,
    ];
    const child = spawn(process.execPath, [this.#compiler, ...args], {
      cwd: path.dirname(this.configuration),
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
      child.once('spawn', () => lower(child.pid, priority));
      child.once('close', (_code, signal) => resolve(signal === null ? output : undefined));
    });
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    // It is gone.
    return [];
  }
}

/** What answers requests goes first. */
function lower(pid: number | undefined, priority: number): void {
  try {
    if (pid !== undefined) setPriority(pid, priority);
  } catch {
    // It has ended already.
  }
}
