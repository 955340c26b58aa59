import path from 'node:path';
import { dim, style } from '../request-line.ts';
import type { BuildError } from '../tool/tool-message.ts';

/** How many errors of a build are shown. */
const MAX_ERRORS = 5;

/** What becomes of saved files, in the terminal. */
export class Tell {
  readonly #root: string;
  readonly #print: (line: string) => void;
  /** What was last said of a service that does not build. */
  readonly #broken = new Map<string, string>();

  /** @param root the folder that paths are shown relative to */
  constructor(root: string, print: (line: string) => void) {
    this.#root = root;
    this.#print = print;
  }

  line(text: string): void {
    this.#print(dim(text));
  }

  failure(error: unknown, name?: string): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#print(`${style('red', '✗')} ${name === undefined ? '' : `${name}  `}${message}`);
  }

  /** @param ms undefined where the code is what it was before it broke */
  reloaded(name: string, files: Iterable<string>, ms?: number): void {
    const healed = this.#broken.delete(name);
    if (ms === undefined && !healed) return;
    const took = ms === undefined ? 'as it was' : `${Math.max(1, Math.round(ms))} ms`;
    this.#print(dim(`${style('green', '↻')} ${name}  ${this.files(files)}  ${took}`));
  }

  /** @param folder that the errors' files are relative to */
  broken(name: string, errors: readonly BuildError[], folder: string): void {
    const lines = errors.slice(0, MAX_ERRORS).map(({ text, file, line, column }) => {
      const place = file ? `${this.#relative(path.resolve(folder, file))}:${line}:${column + 1}  ` : '';
      return `${style('red', '✗')} ${name}  ${place}${text}`;
    });
    if (errors.length > MAX_ERRORS) lines.push(dim(`  and ${errors.length - MAX_ERRORS} more`));
    const text = lines.join('\n');
    // A second save of the same is no news.
    if (this.#broken.get(name) === text) return;
    this.#broken.set(name, text);
    this.#print(`${text}\n${dim('  The code before it goes on answering.')}`);
  }

  files(files: Iterable<string>): string {
    const [first = '', ...more] = [...files].map((file) => this.#relative(file));
    return more.length > 0 ? `${first} and ${more.length} more` : first;
  }

  #relative(file: string): string {
    return path.relative(this.#root, file);
  }
}
