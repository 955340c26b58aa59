import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HELP = `Usage: npm run build:image [-- options of the engine's build]

Packs local-cloud as it would be published and builds the image localhost/local-cloud from it, as local-cloud/Containerfile
says, with Docker or Podman; CONTAINER_ENGINE chooses one. Options go to the engine:

  npm run build:image -- --tag registry.example.com/local-cloud:1.0 --build-arg NODE_IMAGE=docker.io/library/node:22-slim
`;

const source = fileURLToPath(new URL('../local-cloud', import.meta.url));

/** @throws Error where neither runs */
function engine(): string {
  const chosen = process.env.CONTAINER_ENGINE;
  if (chosen) return chosen;
  const found = ['docker', 'podman'].find((command) => spawnSync(command, ['info']).status === 0);
  if (!found) throw new Error('Neither Docker nor Podman answers here. Start one of them.');
  return found;
}

/** Packs a copy, so that what runs from this folder stays as it is. @returns a build's context */
function context(scratch: string): string {
  const copy = path.join(scratch, 'local-cloud');
  const context = path.join(scratch, 'context');
  const wanted = (file: string) => !['node_modules', 'dist', 'test'].includes(path.basename(file));
  cpSync(source, copy, { recursive: true, filter: wanted });
  mkdirSync(context);
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: copy, stdio: 'inherit' });
  node(path.join(source, 'build', 'package.mjs'), path.join(copy, 'dist'));
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('Run this by npm: npm run build:image');
  node(npm, 'pack', '--ignore-scripts', '--silent', '--pack-destination', context);
  cpSync(path.join(source, 'Containerfile'), path.join(context, 'Containerfile'));
  return context;
}

function build(options: string[]): void {
  const command = engine();
  const scratch = mkdtempSync(path.join(tmpdir(), 'local-cloud-image-'));
  try {
    const folder = context(scratch);
    const named = options.some((option) => /^(-t|--tag)\b/.test(option));
    const tag = named ? [] : ['--tag', 'localhost/local-cloud'];
    const file = path.join(folder, 'Containerfile');
    // Podman's own format has no health check.
    const format = /podman/i.test(spawnSync(command, ['--version']).stdout.toString())
      ? ['--format', 'docker']
      : [];
    const args = ['build', ...format, '--file', file, ...tag, ...options, folder];
    const { status } = spawnSync(command, args, { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

const options = process.argv.slice(2);
if (options.includes('--help') || options.includes('-h')) process.stdout.write(HELP);
else {
  try {
    build(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
