import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Images, missingForImages } from './support/container-image.ts';
import { run } from './support/run.ts';
import { localStack } from './targets/localstack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const TIMEOUT = 600_000;
const NAME = `localhost/local-cloud-test-${process.pid}`;

const missing = await missingForImages();
const [describeIf, title] = missing
  ? [describe.skip, `local-cloud in a container (skipped: ${missing})`]
  : [describe, 'local-cloud in a container'];

describeIf(title, () => {
  let images: Images;
  let base: string;
  let image: string;
  beforeAll(async () => {
    images = new Images();
    base = await images.base(`${NAME}-base`);
    image = await images.localCloud(NAME, base);
  }, TIMEOUT);
  afterAll(() => images?.remove(), TIMEOUT);

  /** What is left of compose.yml's project. */
  const leftovers = async () => {
    const label = ['--filter', 'label=io.podman.compose.project', '--quiet'];
    const [containers, volumes, networks] = await Promise.all([
      images.podman('ps', '--all', ...label),
      images.podman('volume', 'ls', ...label),
      images.podman('network', 'ls', ...label),
    ]);
    return [containers, volumes, networks].map(({ stdout }) => stdout).join('');
  };

  it.each(['modulo1', 'modulo2', 'users'])(
    'carries the suite of %s as the localstack target, from up to down, and leaves nothing',
    async (module) => {
      const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
      const { code, output } = await run(process.execPath, [...flags, jest, `tests/${module}.test.ts`], {
        cwd: root,
        environment: { ...images.environment, TARGET: 'localstack', LOCALSTACK_IMAGE: image },
      });
      expect([code, output]).toEqual([0, expect.stringMatching(/^Tests: +\d+ passed, \d+ total$/m)]);
      expect(await leftovers()).toBe('');
    },
    TIMEOUT,
  );

  it(
    'answers its health check, and ends by itself when it is stopped',
    async () => {
      const { stdout } = await images.podman('run', '--detach', image);
      const id = stdout.trim();
      try {
        let healthy = 1;
        // The engine's own checks take a service manager; there is nothing to await.
        for (let tries = 0; healthy !== 0 && tries < 300; tries += 1) {
          healthy = (await images.podman('healthcheck', 'run', id)).code ?? 1;
        }
        expect(healthy).toBe(0);
        await images.podman('stop', id);
        const { stdout: ended } = await images.podman('inspect', '--format', '{{.State.ExitCode}}', id);
        expect(ended.trim()).toBe('0');
      } finally {
        await images.podman('rm', '--force', id);
      }
    },
    TIMEOUT,
  );

  it(
    'says what the container said where it ends instead of being healthy',
    async () => {
      const command = ['node', '-e', 'console.log("no licence"); process.exit(55)'];
      const broken = await images.running(`${NAME}-broken`, base, command);
      const before = { ...process.env };
      Object.assign(process.env, images.environment, { LOCALSTACK_IMAGE: broken });
      try {
        await expect(localStack()).rejects.toThrow(/LocalStack's container does not run:.*no licence/s);
      } finally {
        process.env = before;
      }
      expect(await leftovers()).toBe('');
    },
    TIMEOUT,
  );

  it(
    'says so where another program has the port',
    async () => {
      const other = createServer().listen(4566, '127.0.0.1');
      await once(other, 'listening');
      const before = { ...process.env };
      Object.assign(process.env, images.environment, { LOCALSTACK_IMAGE: image });
      try {
        await expect(localStack()).rejects.toThrow(/address already in use/);
      } finally {
        process.env = before;
        other.close();
      }
      expect(await leftovers()).toBe('');
    },
    TIMEOUT,
  );
});
