import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FunctionLog } from '../../core/cloud.ts';
import { bootstrapPath } from '../../services/lambda/runtime/bootstrap-path.ts';
import { bundledSources, TASK_ROOT } from './bundled-sources.ts';
import { originalPosition, type Position, positionOfImport } from './original-position.ts';

/** A service of the project, as its deploy tool told it. */
export interface ServiceFolder {
  readonly folder: string;
  /** Names as deployed. */
  readonly functions: readonly string[];
}

/** Node's message about a module that isn't there; a stack of `require` may follow. */
const MISSING =
  /Cannot find (module|package) '([^']+)'(?: imported from (\S+)|\nRequire stack:\n- (.+)(?:\n- .+)*)/;

/** Names the files of the project in what functions write, as paths that a terminal or an editor opens. */
export class SourcePaths {
  readonly #root: string;
  readonly #services: () => readonly ServiceFolder[];
  readonly #sources = new Map<string, ReadonlyMap<string, string>>();

  /** @param root the folder that paths are relative to */
  constructor(root: string, services: () => readonly ServiceFolder[]) {
    this.#root = root;
    this.#services = services;
  }

  /** A stack frame with its place in the project; undefined for one outside it. */
  frame(frame: string, log: FunctionLog): string | undefined {
    const [all, file = '', line, column] =
      /(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^()]*?):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (all === undefined) return undefined;
    const position = { file: onThisMachine(file, log), line: Number(line), column: Number(column) };
    const shown = this.#shown(position, log);
    return shown && frame.slice(0, -all.length) + shown + (all.endsWith(')') ? ')' : '');
  }

  /** Text with the paths of the function's own files as the project has them. */
  text(text: string, log: FunctionLog): string {
    const missing = MISSING.exec(text);
    if (missing === null) return this.#withPaths(text, log);
    const [all, kind, specifier = '', importer, requirer] = missing;
    const end = missing.index + all.length;
    const by = importer ?? requirer ?? '';
    // Lambda's own code imports nothing but the file of the handler.
    const named = isRuntime(by)
      ? `Cannot find '${specifier}', the handler's file, in what was deployed`
      : `Cannot find ${kind} '${specifier}', imported by ${this.#importOf(by, specifier, log)}${hintFor(specifier)}`;
    return this.#withPaths(text.slice(0, missing.index), log) + named + this.#withPaths(text.slice(end), log);
  }

  #withPaths(text: string, log: FunctionLog): string {
    return text.replace(/(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][\w@$.\\/[\]+-]+)/g, (written, name: string) => {
      const here = onThisMachine(name, log);
      return inside(here, log.taskRoot) ? this.#relative(this.#real(here, log), log) : written;
    });
  }

  #importOf(importer: string, specifier: string, log: FunctionLog): string {
    const file = onThisMachine(importer, log);
    const position = positionOfImport(file, specifier);
    return (position && this.#shown(position, log)) ?? this.#relative(this.#real(file, log), log);
  }

  /** `modulo1/src/app.ts:8:9` for a position in a function's code or in what it was made from. */
  #shown(position: Position, log: FunctionLog): string | undefined {
    const { file, line, column } = inside(position.file, log.taskRoot)
      ? originalPosition(position)
      : position;
    const real = this.#real(file, log);
    if (
      /[\\/](node_modules[\\/]|\.packages-)/.test(real) ||
      !(existsSync(real) || inside(real, log.taskRoot))
    )
      return undefined;
    if (isRuntime(real)) return undefined;
    return `${this.#relative(real, log)}:${line}:${column}`;
  }

  /** The file of the project that a file is, or was made from; the file itself where there is none. */
  #real(file: string, log: FunctionLog): string {
    const { taskRoot, functionName } = log;
    const service = this.#serviceOf(functionName);
    let sources = this.#sources.get(taskRoot);
    if (sources === undefined) {
      sources = bundledSources(taskRoot, service);
      this.#sources.set(taskRoot, sources);
    }
    const copy = path.join(service, path.relative(taskRoot, file));
    return sources.get(file) ?? (inside(file, taskRoot) && existsSync(copy) ? copy : file);
  }

  #relative(file: string, { taskRoot }: FunctionLog): string {
    return path.relative(inside(file, taskRoot) ? taskRoot : this.#root, file);
  }

  #serviceOf(functionName: string): string {
    const known = this.#services().find(({ functions }) => functions.includes(functionName));
    if (known) return known.folder;
    // Deployed from elsewhere: functions are named after their service, and folders mostly too.
    const entries = readdirSync(this.#root, { withFileTypes: true });
    const named = entries.find((entry) => entry.isDirectory() && functionName.startsWith(`${entry.name}-`));
    return path.join(this.#root, named?.name ?? '');
  }
}

const isRuntime = (file: string): boolean =>
  file.startsWith('/var/runtime/') || inside(file, path.dirname(bootstrapPath()));

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
const hintFor = (specifier: string): string =>
  /^aws-sdk(\/|$)/.test(specifier)
    ? ' (Lambda brings AWS SDK v2 up to nodejs16.x; since nodejs18.x the package has to be deployed)'
    : '';

const onThisMachine = (file: string, { taskRoot }: FunctionLog): string =>
  file.startsWith(`${TASK_ROOT}/`) ? path.join(taskRoot, file.slice(TASK_ROOT.length)) : path.normalize(file);

const inside = (file: string, folder: string): boolean => file.startsWith(folder + path.sep);
