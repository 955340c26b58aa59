import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackages } from '../../infra/build.ts';
import { temporaryFolder } from './folders.ts';
import { type RunResult, run } from './run.ts';

const infra = fileURLToPath(new URL('../../infra', import.meta.url));
const PROVIDER = 'registry.terraform.io/hashicorp/aws';
/** Terraform's names for what Node calls otherwise. */
const PLATFORM = `${{ win32: 'windows' }[process.platform as string] ?? process.platform}_${{ x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch}`;

/** What is missing for Terraform to run without the network, or where its provider is. */
export async function findTerraform(): Promise<{ mirror: string } | { missing: string }> {
  if ((await run('terraform', ['version'])).code !== 0) return { missing: 'terraform is not installed' };
  const mirror = mirrors().find(holdsProvider);
  return mirror ? { mirror } : { missing: 'the AWS provider 5 is in no plugin folder of this machine' };
}

/**
 * Where plugins may be: the folder that TF_PLUGIN_MIRROR names, those that Terraform looks into by itself, and what
 * machines without a network have as a mirror below /opt.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
function mirrors(): string[] {
  const { TF_PLUGIN_MIRROR, XDG_DATA_HOME = path.join(homedir(), '.local', 'share') } = process.env;
  const implied = [XDG_DATA_HOME, '/usr/local/share', '/usr/share'].map((folder) =>
    path.join(folder, 'terraform', 'plugins'),
  );
  const optional = existsSync('/opt') ? readdirSync('/opt').map((name) => path.join('/opt', name)) : [];
  return [
    ...(TF_PLUGIN_MIRROR ? [TF_PLUGIN_MIRROR] : []),
    ...[path.join(homedir(), '.terraform.d', 'plugins'), ...implied, ...optional],
  ];
}

/** Mirrors hold a provider in a folder by version and platform, or as a zip that is named after both. */
function holdsProvider(mirror: string): boolean {
  const folder = path.join(mirror, PROVIDER);
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some(
    (name) =>
      (/^5\.\d+\.\d+$/.test(name) && existsSync(path.join(folder, name, PLATFORM))) ||
      (name.startsWith('terraform-provider-aws_5.') && name.endsWith(`_${PLATFORM}.zip`)),
  );
}

/** The environment in which Terraform takes its provider from a mirror, and asks nobody else for anything. */
export function terraformSettings(folder: string, mirror: string): Record<string, string> {
  const installation = `filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }`;
  return {
    TF_CLI_CONFIG_FILE: writeIn(folder, 'cli.tfrc', `provider_installation {\n  ${installation}\n}\n`),
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/** A working copy of `infra/`, its packages built, with state of its own. */
export class Infrastructure {
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  readonly #variables: string[];

  private constructor(folder: string, mirror: string, endpoint: string) {
    this.#folder = folder;
    this.#environment = { ...leadingAway(folder), ...terraformSettings(folder, mirror) };
    this.#variables = ['-input=false', '-var-file=local.tfvars', '-var', `endpoint=${endpoint}`];
  }

  static async copy(mirror: string, endpoint: string): Promise<Infrastructure> {
    const folder = temporaryFolder('infra-');
    for (const name of readdirSync(infra)) {
      if (/\.(tf|tfvars)$/.test(name)) cpSync(path.join(infra, name), path.join(folder, name));
    }
    await buildPackages(path.join(folder, 'build'));
    return new Infrastructure(folder, mirror, endpoint);
  }

  /** Runs `terraform COMMAND`. */
  terraform(command: string, ...args: string[]): Promise<RunResult> {
    return run('terraform', [command, ...args], { cwd: this.#folder, environment: this.#environment });
  }

  /** Runs a command that takes variables: plan, apply, destroy. */
  withVariables(command: string, ...args: string[]): Promise<RunResult> {
    return this.terraform(command, '-no-color', ...this.#variables, ...args);
  }

  async output(name: string): Promise<string> {
    return (await this.terraform('output', '-raw', name)).stdout;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function writeIn(folder: string, name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** An identity, endpoints and a proxy that would each lead away from this machine; 203.0.113.0/24 is for documentation. */
function leadingAway(folder: string): Record<string, string> {
  const config = '[profile production]\nregion = eu-west-1\nendpoint_url = https://203.0.113.1\n';
  const credentials = '[production]\naws_access_key_id = AKIAPRODUCTION\naws_secret_access_key = secret\n';
  return {
    AWS_PROFILE: 'production',
    AWS_CONFIG_FILE: writeIn(folder, 'config', config),
    AWS_SHARED_CREDENTIALS_FILE: writeIn(folder, 'credentials', credentials),
    AWS_ACCESS_KEY_ID: 'AKIAPRODUCTION',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: 'https://203.0.113.2',
    AWS_ENDPOINT_URL_LAMBDA: 'https://203.0.113.3',
    HTTPS_PROXY: 'http://203.0.113.4:3128',
    HTTP_PROXY: 'http://203.0.113.4:3128',
  };
}
