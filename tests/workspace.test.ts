import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './support/folders.ts';
import { type Program, startLocalCloudCommand } from './support/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const { version } = JSON.parse(
  readFileSync(path.join(root, 'node_modules', 'serverless', 'package.json'), 'utf8'),
) as { version: string };

let folder: string;
let program: Program;
beforeAll(() => {
  folder = temporaryFolder('workspace-');
  cpSync(path.join(root, 'tests', 'fixtures', 'other-projects', 'workspace'), folder, { recursive: true });
  mkdirSync(path.join(folder, 'node_modules'));
  for (const name of ['serverless', '@osls'])
    symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction');
  program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: folder });
});
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The arguments of the curl line that was printed for a service. */
async function curlOf(service: string): Promise<string> {
  const [, line = ''] = await program.printed(
    new RegExp(`^${service}\\n(?: {2}(?!try).*\\n)+ {2}try {11}curl (.*)$`, 'm'),
  );
  return line;
}

describe('a folder with several services of other people', () => {
  it('is deployed, each service to its region and all to a stage that suits them, and its printed routes answer', async () => {
    const pedidos = await curlOf('pedidos');
    expect(pedidos).toMatch(/^http:\/\/localhost:\d+\/restapis\/\w+\/dev\/_user_request_\/meus$/);
    expect(await (await fetch(pedidos)).json()).toEqual({
      banco: '',
      tabela: 'table-name',
      loja: 'shop-dev',
    });
    const sala = await curlOf('sala');
    expect(sala).toMatch(
      /^-X POST http:\/\/localhost:\d+\/salas -H 'Content-Type: application\/json' -d '\{\}'$/,
    );
    const answer = await fetch(sala.split(' ')[2] ?? '', { method: 'POST', body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([201, 'Sala 90']);
  }, 120_000);

  it('names a path that the app behind an API knows, where the API hands every path on', async () => {
    const loja = await curlOf('loja');
    expect(loja).toMatch(/^http:\/\/localhost:\d+\/produtos\/novos$/);
    expect(await (await fetch(loja)).text()).toBe('pão de queijo');
  });

  it('has a key in the line for what nothing but keys opens', async () => {
    const cofre = await curlOf('cofre');
    const [, , url = ''] = cofre.split(' ');
    expect(cofre).toBe(
      `-X POST ${url} -H 'x-api-key: chave-de-vinte-caracteres' -H 'Content-Type: application/json' -d '{}'`,
    );
    const headers = { 'x-api-key': 'chave-de-vinte-caracteres' };
    const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([200, 'aberto']);
  });

  it.each([
    'Building sala with "yarn build", as dist/index is not there yet …',
    'src/sala.ts(1,1): error TS2304',
    "The project's own build failed (yarn build).",
    'It made dist/index all the same: going on with that …',
    'left aside org, app: they are for the Serverless Dashboard',
    'left aside frameworkVersion: "3": osls VERSION deploys this',
    'left aside build: only Serverless 4 knows it',
    'left aside plugin serverless-not-installed: it is not installed',
    'left aside provider.lambdaHashingVersion',
    'provider.deploymentBucket bucket-of-somebody is an empty bucket here',
    'provider.apiKeys is taken as provider.apiGateway.apiKeys',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    '${env:BANCO_DE_DADOS} has no value here: deployed with ""',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    '${ssm:/pedidos/tableName} has no value here: deployed with "table-name"',
    'skipped the runtime nodejs8.10, for which nodejs12.x runs of AWS::Lambda::Function (ListaLambdaFunction, SocketLambdaFunction)',
    'skipped AWS::Events::Rule (ListaEventsRuleSchedule1)',
    'skipped AWS::SNS::Topic (SNSTopicPedidosnovos)',
    'skipped the COGNITO_USER_POOLS authorizer of AWS::ApiGateway::Method (ApiGatewayMethodMeusGet)',
    'skipped AWS::ApiGatewayV2::Api (WebsocketsApi): local-cloud lacks WebSocket APIs',
  ])('says in a line: %s', async (line) => {
    await curlOf('sala');
    expect(program.output().split('\n')).toContain(line.replace('VERSION', version));
  });
});
