import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/src/index.ts';
import { temporaryFolder } from './folders.ts';
import { run } from './run.ts';
import { findTerraform, terraformSettings } from './terraform.ts';

/** A configuration that is applied to a cloud of its own; its variable `n` says which values its arguments have. */
export class TerraformProject {
  #cloud: LocalCloud | undefined;
  readonly folder = temporaryFolder('terraform-');
  readonly #environment: Record<string, string>;

  /** @param fixture a folder below `tests/fixtures` */
  constructor(fixture: string, mirror: string) {
    cpSync(fileURLToPath(new URL(`../fixtures/${fixture}`, import.meta.url)), this.folder, {
      recursive: true,
    });
    this.#environment = terraformSettings(this.folder, mirror);
  }

  /** Where the AWS API is, once it is open. */
  get endpoint(): string {
    return this.#cloud?.endpoint ?? '';
  }

  async open(): Promise<void> {
    this.#cloud = await startLocalCloud({ port: 0 });
    await this.#run('init');
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    await this.#cloud?.close();
  }

  /** Applies it, and plans it again. @throws Error with what Terraform says, also where the second plan has a change */
  async apply(n: number): Promise<void> {
    await this.#run('apply', '-auto-approve', ...variables(n));
    const { code, output } = await this.#run('plan', '-detailed-exitcode', ...variables(n));
    if (code !== 0) throw new Error(`There is more to change once it is applied:\n${output}`);
  }

  /** The resources there are, by their types, in order. */
  async resources(): Promise<[type: string, count: number][]> {
    const counts = new Map<string, number>();
    for (const name of (await this.#run('state', 'list')).output.split('\n')) {
      const [type = ''] = name.split('.');
      if (type.startsWith('aws_')) counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return [...counts].sort();
  }

  /** @returns what Terraform prints */
  async destroy(n: number): Promise<string> {
    return (await this.#run('destroy', '-auto-approve', ...variables(n))).output;
  }

  async #run(...args: string[]): Promise<{ code: number | null; output: string }> {
    const environment = { ...this.#environment, TF_VAR_endpoint: this.endpoint };
    const { code, output } = await run('terraform', [...args, '-no-color'], {
      cwd: this.folder,
      environment,
    });
    if (code !== 0 && code !== 2) throw new Error(output.slice(output.indexOf('\nError')));
    return { code, output };
  }
}

const variables = (n: number): string[] => ['-input=false', '-var', `n=${n}`];

/** Tests of a fixture that run where Terraform is, and, as they take minutes, only where `CI` is set. */
export async function describeTerraform(
  what: string,
  fixture: string,
  tests: (project: () => TerraformProject) => void,
  prepare: (folder: string) => void = () => {},
): Promise<void> {
  const found = process.env.CI ? await findTerraform() : { missing: 'takes minutes; set CI to run it' };
  if ('missing' in found) {
    describe.skip(`${what} (skipped: ${found.missing})`, () =>
      tests(() => new TerraformProject(fixture, '')));
    return;
  }
  describe(what, () => {
    let project: TerraformProject;
    beforeAll(async () => {
      project = new TerraformProject(fixture, found.mirror);
      prepare(project.folder);
      await project.open();
    }, 180_000);
    afterAll(() => project.close());
    tests(() => project);
  });
}
