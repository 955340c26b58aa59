import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { pack } from './consumer.ts';
import { homeVariables, temporaryFolder } from './folders.ts';
import type { Block, Chapter } from './markdown.ts';
import { type Program, startProgram } from './program.ts';
import { findTerraform } from './terraform.ts';

/** The packages of this project, which npm has in the version that is published, or not yet. */
const OURS: Readonly<Record<string, string>> = {
  'local-cloud': 'local-cloud',
  'serverless-local-cloud': 'plugins/serverless-local-cloud',
};

/**
 * Somebody who does what a tutorial says, in an empty folder: writes every file, runs every command, and compares what is
 * printed with what stands there. Only what a second reader on the same machine would have to do otherwise is done
 * otherwise: ports are free ones, and the packages of this project are packed from its sources.
 */
export class Reader {
  readonly #home = temporaryFolder('reader-');
  readonly #folder = path.join(this.#home, 'project');
  /** What the text says → what is true here. */
  readonly #instead = new Map<string, string>();
  /** What runs in the first terminal. */
  #running: Program | undefined;
  #environment: Record<string, string | undefined> = {};
  #lastOutput = '';
  /** Why chapters' blocks of a kind are left out. */
  readonly #missing = new Map([['elsewhere', 'it needs a container or an account']]);

  async begin(): Promise<void> {
    mkdirSync(this.#folder);
    for (const [name, folder] of Object.entries(OURS)) {
      this.#instead.set(name, await pack(path.resolve(folder), this.#home));
    }
    this.#instead.set('3000', String(await freePort()));
    const leading = Object.keys(process.env).filter((name) => /^(AWS_|npm_|NODE_OPTIONS$|CI$)/.test(name));
    const real = homedir();
    this.#environment = {
      ...Object.fromEntries(leading.map((name) => [name, undefined])),
      ...homeVariables(this.#home),
      npm_config_cache: process.env.npm_config_cache ?? path.join(real, '.npm'),
      npm_config_userconfig: process.env.npm_config_userconfig ?? path.join(real, '.npmrc'),
      npm_config_prefer_offline: 'true',
      ...(await this.#terraform()),
    };
  }

  async follow({ blocks }: Chapter): Promise<void> {
    for (const block of blocks) await this.#obey(block);
  }

  async end(): Promise<void> {
    await this.#interrupt();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  async #obey({ language, note, text }: Block): Promise<void> {
    if (this.#missing.has(note)) return;
    if (language === 'sh' && note === 'running') return this.#start(text);
    if (language === 'sh') return this.#run(text);
    if (language === 'text') return this.#expectInFirstTerminal(text);
    if (note === '') return expect(JSON.parse(this.#lastOutput)).toEqual(JSON.parse(text));
    const file = path.join(this.#folder, note);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, this.#true(text));
  }

  /** A command that goes on, in the first terminal; what ran there has been stopped by Ctrl-C. */
  async #start(text: string): Promise<void> {
    await this.#interrupt();
    this.#running = this.#shell(text.replace('local-cloud up', 'local-cloud up --port 0'));
    await this.#running.printed(/\n/);
  }

  async #run(text: string): Promise<void> {
    const program = this.#shell(`set -e\n${text.replaceAll('curl ', 'curl --silent --show-error ')}`);
    const code = await program.ended;
    this.#lastOutput = program.output();
    if (code !== 0) {
      throw new Error(`${text}\nended with ${code}:\n${this.#lastOutput}\n${this.#running?.output() ?? ''}`);
    }
  }

  /** Waits for every line, whatever the port in it, which is then the one to be used. */
  async #expectInFirstTerminal(text: string): Promise<void> {
    for (const line of text.trimEnd().split('\n')) {
      const said = /(?<=localhost:)\d+/.exec(line)?.[0];
      const pattern = escaped(line).replace(/(?<=localhost:)\d+/, '(\\d+)');
      const heading = text.slice(0, text.indexOf(line)).trimEnd().split('\n').at(-1) ?? '';
      const context = said ? `${escaped(heading)}\\n(?: .*\\n)*?` : '';
      const found = await this.#running?.printed(new RegExp(`${context}${pattern}`));
      if (said && found?.[1]) this.#instead.set(`localhost:${said}`, `localhost:${found[1]}`);
    }
    const endpoint = /is ready on http:\/\/(localhost:\d+)/.exec(this.#running?.output() ?? '')?.[1];
    if (endpoint) this.#instead.set('localhost:4566', endpoint);
  }

  async #interrupt(): Promise<void> {
    this.#running?.signal('SIGINT');
    await this.#running?.ended;
    this.#running = undefined;
  }

  #shell(text: string): Program {
    const options = { cwd: this.#folder, environment: this.#environment };
    return startProgram('sh', ['-c', this.#true(text)], options);
  }

  /** The text, with what is true here. Packages are packed ones where they are installed; everywhere else names are names. */
  #true(text: string): string {
    const lines = text.split('\n').map((line) => {
      let result = line;
      for (const [said, instead] of this.#instead) {
        if (said in OURS && !line.startsWith('npm install')) continue;
        result = result.replace(new RegExp(`(?<![\\w-])${escaped(said)}(?![\\w-])`, 'g'), instead);
      }
      return result;
    });
    return lines.join('\n');
  }

  /** Where Terraform can't run, its commands are left out. */
  async #terraform(): Promise<Record<string, string>> {
    const found = await findTerraform();
    if ('missing' in found) {
      this.#missing.set('terraform', found.missing);
      return {};
    }
    const file = path.join(this.#home, 'cli.tfrc');
    const mirror = `filesystem_mirror {\n    path = ${JSON.stringify(found.mirror)}\n  }`;
    writeFileSync(file, `provider_installation {\n  ${mirror}\n}\n`);
    return { TF_CLI_CONFIG_FILE: file, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
