import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { startLocalCloudCommand } from '../../../tests/support/program.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

async function localCloud(...args: string[]) {
  const program = startLocalCloudCommand(args);
  return [await program.ended, program.output()];
}

describe('local-cloud', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']], [['start', '--help']]])(
    'shows its usage: %j',
    async (args) => {
      expect(await localCloud(...args)).toEqual([
        0,
        expect.stringMatching(
          new RegExp(
            `^local-cloud ${version}: .*\\n\\nUsage\\n  local-cloud start .*\\n  local-cloud up .*\\n  local-cloud status .*\\n  local-cloud logs .*\\n  local-cloud invoke .*\\n  local-cloud stop .*\\n  local-cloud reset .*\\n  local-cloud repair .*\\n  local-cloud export .*\\n  local-cloud import .*\\n  local-cloud runtime add .*\\n  local-cloud completion .*\\n\\nOptions\\n`,
          ),
        ),
      ]);
    },
  );

  it('points tools at an address, before which no S3 client puts a bucket', async () => {
    const [, output] = await localCloud('--help');
    expect(output).toMatch(/^ {2}export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:4566 /m);
    for (const readme of ['README.md', 'LEIAME.md', 'local-cloud/README.md']) {
      const text = readFileSync(new URL(`../../../${readme}`, import.meta.url), 'utf8');
      expect(text).toMatch(/AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:4566/);
      expect(text).not.toMatch(/AWS_ENDPOINT_URL=http:\/\/localhost/);
    }
  });

  it.each(['--version', '-v'])('shows its version: %s', async (option) => {
    expect(await localCloud(option)).toEqual([0, `${version}\n`]);
  });

  it.each([
    [['strat'], 'unknown command "strat"'],
    [['constructor'], 'unknown command "constructor"'],
    [['start', 'here'], 'unexpected argument "here"'],
    [['logs'], 'logs takes the name of one function'],
    [['invoke', 'a', 'b'], 'invoke takes the name of one function'],
    [['completion', 'csh'], 'completion takes bash, zsh, fish'],
    [['runtime', 'add'], 'runtime takes add and the name of a Node.js runtime'],
    [['runtime', 'add', 'python3.13'], 'runtime takes add and the name of a Node.js runtime'],
    [['start', '--prot', '1'], "Unknown option '--prot'"],
    [['start', '--port'], "Option '--port <value>' argument missing"],
    [['start', '--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
    [['start', '--port', '65536'], '--port takes a number from 0 to 65535, not "65536"'],
    [['start', '--port', ''], '--port takes a number from 0 to 65535, not ""'],
    [['start', '--port', '1e3'], '--port takes a number from 0 to 65535, not "1e3"'],
    [['start', '--logs', 'some'], 'unexpected argument "some"'],
    [['start', '--logs=some'], '--logs takes errors, all or none, not "some"'],
    [['start', '--port=-1'], '--port takes a number from 0 to 65535, not "-1"'],
  ])('rejects %j with exit code 2', async (args, problem) => {
    const [code, output] = await localCloud(...args);
    expect([code, output]).toEqual([2, expect.stringContaining(`local-cloud: ${problem}`)]);
    expect(output).toMatch(/\nSee local-cloud --help\.\n$/);
  });

  // Windows has no bash of its own.
  (process.platform === 'win32' ? it.skip : it).each([
    ['local-cloud sta', ['start', 'status']],
    ['local-cloud start --log', ['--logs']],
    ['local-cloud start --logs a', ['all']],
    ['local-cloud completion ', ['bash', 'zsh', 'fish']],
  ])('completes in bash: %s', async (line, expected) => {
    const [, script] = await localCloud('completion', 'bash');
    const words = line.split(' ');
    const typed = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
    const asked = `${script}${typed}; _local_cloud; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' });
    expect(stdout.split('\n').filter((word) => word !== '')).toEqual(expected);
  });
});
