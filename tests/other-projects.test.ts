import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../scripts/tool-command.ts';
import { temporaryFolder } from './support/folders.ts';
import { type Program, startLocalCloudCommand } from './support/program.ts';
import { run } from './support/run.ts';

/**
 * Projects of every version of the deploy tool, with the packages that their owners have, installed from the npm registry,
 * which takes minutes: only where OTHER_PROJECTS is set, as in `.ci/run`.
 */
const describeHere = process.env.OTHER_PROJECTS ? describe : describe.skip;

const fixtures = fileURLToPath(new URL('fixtures/other-projects', import.meta.url));
const guard = fileURLToPath(new URL('support/loopback-guard.cjs', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('other-projects-');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Project {
  /** The folder among the fixtures; its own name by default. */
  readonly fixture?: string;
  /** The folders that packages are installed in. */
  readonly installed?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** The last line of what the printed curl line answers. */
  readonly answer: string;
}

const PROJECTS: Readonly<Record<string, Project>> = {
  'serverless-2': {
    installed: ['.'],
    lines: [
      'left aside org, app: they are for the Serverless Dashboard',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
      '${param:segredo} has no value here: deployed with ""',
      'left aside provider.lambdaHashingVersion',
      'provider.apiKeys is taken as provider.apiGateway.apiKeys',
      'skipped the runtime nodejs10.x, for which nodejs12.x runs of AWS::Lambda::Function (OlaLambdaFunction)',
    ],
    answer: 'ola',
  },
  'serverless-3': {
    installed: ['.'],
    files: { '.env': 'AWS_PROFILE=empresa\nFROM_DOTENV=x\n' },
    lines: ['left aside org, app: they are for the Serverless Dashboard'],
    answer: 'ola',
  },
  'osls-3': {
    installed: ['.'],
    lines: ['left aside custom.localstack.autostart: local-cloud is there in place of LocalStack'],
    answer: 'ola',
  },
  'serverless-4': {
    installed: ['.'],
    lines: [
      'Fetching osls 3.77.1 …',
      "Serverless 4's built-in esbuild is served by serverless-esbuild",
      'left aside frameworkVersion: "4": osls 3.77.1 deploys this',
    ],
    answer: 'ola',
  },
  compose: {
    installed: ['a'],
    lines: [
      '  functions     a-local-ola',
      '  try           aws lambda invoke --function-name a-local-ola /dev/stdout',
    ],
    answer: 'table-of-a arn:aws:unknown:us-east-1:000000000000:QueueArn',
  },
  'compose, with its package': {
    fixture: 'compose',
    installed: ['.'],
    files: {
      'package.json':
        '{"private":true,"devDependencies":{"serverless":"3.39.0","@serverless/compose":"1.3.0"}}',
    },
    lines: [
      'skipped AWS::SQS::Queue (Fila)',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: compose's own syntax
      '${a.QueueArn} has no value here: deployed with "arn:aws:iam::000000000000:role/queue-arn"',
    ],
    answer: 'table-of-a arn:aws:iam::000000000000:role/queue-arn',
  },
  uninstalled: { lines: ['Fetching serverless 2.72.4 …'], answer: 'ola' },
};

async function install(
  name: string,
  { fixture = name, installed = [], files = {} }: Project,
): Promise<string> {
  const project = path.join(folder, name);
  cpSync(path.join(fixtures, fixture), project, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(project, file), text);
  for (const place of installed) {
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await run(...npmCommand('install', ...flags), {
      cwd: path.join(project, place),
    });
    if (code !== 0) throw new Error(output);
  }
  return project;
}

describeHere('a project of somebody else, untouched', () => {
  let program: Program | undefined;
  afterEach(async () => {
    program?.signal('SIGINT');
    await program?.ended;
  });

  it.each(Object.entries(PROJECTS))(
    '%s is deployed at first try, answers, and nothing of it leaves the machine',
    async (name, project) => {
      const cwd = await install(name, project);
      if (name === 'compose')
        cpSync(path.join(cwd, 'a/node_modules'), path.join(cwd, 'b/node_modules'), { recursive: true });
      const log = path.join(folder, `${name}.log`);
      mkdirSync(path.join(folder, 'cache'), { recursive: true });
      program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0', '--yes'], {
        cwd,
        environment: {
          LOCAL_CLOUD_CACHE: path.join(folder, 'cache'),
          NODE_OPTIONS: `--require ${guard}`,
          LOOPBACK_GUARD_LOG: log,
          LOOPBACK_GUARD_PASSES_NPM: 'yes',
          AWS_PROFILE: undefined,
        },
      });
      const [, line = ''] = await program.printed(/^ {2}try {11}curl (.*)$/m);
      const answer = await fetch(line);
      expect([answer.status, await answer.text()]).toEqual([200, project.answer]);
      expect(program.output().split('\n')).toEqual(expect.arrayContaining([...project.lines]));
      expect(refused(log)).toEqual([]);
    },
    300_000,
  );
});

/** What tried to leave the machine, but for npm, whose registry a deploy tool is fetched from. */
function refused(log: string): string[] {
  try {
    return readFileSync(log, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
