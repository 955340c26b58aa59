import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { Lambda } from '@aws-sdk/client-lambda';
import { clientConfig, functionUrl, sls, startLocalCloud } from './bench-app.ts';
import { startDynalite } from './dynamodb-servers.ts';
import { type Load, measure, warmUp } from './load.ts';
import { median } from './statistics.ts';

const ROUNDS = 3;
const CONNECTIONS = [1, 10];
const NAME = 'modulo1-local-api';

/** modulo1's read through its function URL: over the engine, and over dynalite, in whose place the engine came. */
export async function functionReads(say: (step: string) => void): Promise<string[]> {
  const cloud = await startLocalCloud();
  const dynalite = await startDynalite();
  try {
    say('Deploying modulo1 …');
    sls('modulo1', ['deploy'], cloud.endpoint);
    const other = `http://127.0.0.1:${dynalite.port}`;
    for (const endpoint of [cloud.endpoint, other]) await fill(endpoint);
    await copyFunction(cloud.endpoint, other);
    const urls = [
      await functionUrl(cloud.endpoint, NAME),
      await functionUrl(cloud.endpoint, `${NAME}-dynalite`),
    ];
    const lines = [
      "### modulo1's read through its function URL",
      '',
      '| Connections | | p50 ms | p99 ms | requests/s |',
      '|---|---|---|---|---|',
    ];
    for (const connections of CONNECTIONS) {
      say(`Measuring modulo1 at ${connections} …`);
      const rounds: Load[][] = urls.map(() => []);
      for (const url of urls) await warmUp(`${url}/modulo1/1`, connections);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [at, url] of urls.entries())
          rounds[at]?.push(await measure(`${url}/modulo1/1`, connections));
      }
      for (const [at, name] of ["local-cloud's DynamoDB", 'dynalite 4'].entries()) {
        const of = (pick: (load: Load) => number) => median((rounds[at] ?? []).map(pick));
        const figures = [of(({ p50 }) => p50).toFixed(2), of(({ p99 }) => p99).toFixed(2)];
        const cells = [
          at === 0 ? connections : '',
          name,
          ...figures,
          of((load) => load.requestsPerSecond).toFixed(0),
        ];
        lines.push(`| ${cells.join(' | ')} |`);
      }
    }
    return lines;
  } finally {
    await dynalite.server.stop();
    await cloud.server.stop();
  }
}

/** The module's table, where it is not there, and an item. */
async function fill(endpoint: string): Promise<void> {
  const client = new DynamoDB(clientConfig(endpoint));
  const TableName = 'modulo1-local';
  const { TableNames = [] } = await client.listTables();
  if (!TableNames.includes(TableName)) {
    await client.createTable({
      TableName,
      KeySchema: [{ AttributeName: 'modulo1Id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'modulo1Id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
  }
  await client.putItem({ TableName, Item: { modulo1Id: { S: '1' }, data: { S: '{"chairs":90}' } } });
  client.destroy();
}

/** The same function once more, with its DynamoDB elsewhere. */
async function copyFunction(endpoint: string, database: string): Promise<void> {
  const client = new Lambda(clientConfig(endpoint));
  const { Configuration, Code } = await client.getFunction({ FunctionName: NAME });
  const zip = await fetch(Code?.Location ?? '');
  const FunctionName = `${NAME}-dynalite`;
  await client.createFunction({
    FunctionName,
    Role: Configuration?.Role,
    Runtime: Configuration?.Runtime,
    Handler: Configuration?.Handler,
    MemorySize: Configuration?.MemorySize,
    Timeout: Configuration?.Timeout,
    Environment: {
      Variables: { ...Configuration?.Environment?.Variables, AWS_ENDPOINT_URL_DYNAMODB: database },
    },
    Code: { ZipFile: new Uint8Array(await zip.arrayBuffer()) },
  });
  await client.createFunctionUrlConfig({ FunctionName, AuthType: 'NONE' });
  await client.addPermission({
    ...{ FunctionName, StatementId: 'url', Principal: '*', FunctionUrlAuthType: 'NONE' },
    Action: 'lambda:InvokeFunctionUrl',
  });
  client.destroy();
}
