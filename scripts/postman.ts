/**
 * `npm run postman`: a Postman collection of all modules' APIs, made from the OpenAPI description that each of them
 * serves. Where local-cloud runs, it has the URLs of what is deployed there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openJsonTable } from 'common';
import type { OpenApiDocument } from 'common/openapi';
import { createLayerApp } from 'layer/app';
import { runningEndpoint } from 'serverless-local-cloud/running-endpoint';
import { parse } from 'yaml';
import { OWN_PORTS, preferredPort } from '../local-cloud/src/core/listen.ts';
import { postmanCollection } from './postman-collection.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const HELP = `Usage: npm run postman -- [--out <file>]

Writes a Postman collection (v2.1) of all modules' APIs.
  --out <file>   default: dist/postman-collection.json
`;
const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) process.stdout.write(HELP);
else await write(path.resolve(values.out ?? path.join(root, 'dist/postman-collection.json')));

async function write(file: string): Promise<void> {
  keepLocal();
  const endpoint = process.env.AWS_ENDPOINT_URL ?? runningEndpoint(root) ?? 'http://localhost:4566';
  const urls = await functionUrls(endpoint);
  const apis = [];
  for (const module of modules()) {
    const app = await appOf(module);
    if (app) apis.push({ document: await describe(app), url: urls.get(module) ?? usualUrl(module) });
  }
  const { name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(postmanCollection(name, apis), null, 2)}\n`);
  if (urls.size === 0) {
    process.stderr.write(
      `Nothing is deployed at ${endpoint}: the URLs are those that npm start usually gives. Make the collection again then.\n`,
    );
  }
  process.stdout.write(
    `${path.relative(process.cwd(), file)}: ${apis.map(({ document }) => document.info.title)}\n`,
  );
}

/** The apps are made, not used: their tables need names, and their clients must not look for credentials. */
function keepLocal(): void {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    TABLE_NAME: 'none',
    EMAIL_TABLE_NAME: 'none',
    REQUEST_TABLE_NAME: 'none',
  });
}

function modules(): string[] {
  const { services } = parse(readFileSync(path.join(root, 'serverless-compose.yml'), 'utf8')) as {
    services: Record<string, { path: string }>;
  };
  return Object.values(services).map((service) => service.path);
}

/** A module makes an app of a table, or has routes for the layer; what does neither (the layer itself) is no API. */
async function appOf(module: string): Promise<RequestListener | undefined> {
  const source = (name: string) => path.join(root, module, 'src', name);
  const load = (name: string) => import(pathToFileURL(source(name)).href);
  if (existsSync(source('routes.ts'))) return createLayerApp(module, (await load('routes.ts')).routes);
  if (!existsSync(source('app.ts'))) return undefined;
  const { createApp } = await load('app.ts');
  return createApp?.(openJsonTable(`${module}Id`));
}

async function describe(app: RequestListener): Promise<OpenApiDocument> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/openapi.json`);
    return (await response.json()) as OpenApiDocument;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Function URLs by module, of the stage `local`; none where no local-cloud or LocalStack answers. */
async function functionUrls(endpoint: string): Promise<Map<string, string>> {
  const answer = await fetch(`${endpoint}/_localstack/health`).catch(() => undefined);
  if (!answer?.ok) return new Map();
  const { Lambda } = await import('@aws-sdk/client-lambda');
  const lambda = new Lambda({ endpoint });
  const found = await Promise.all(
    modules().map(async (module) => {
      const config = await lambda
        .getFunctionUrlConfig({ FunctionName: `${module}-local-api` })
        .catch(() => undefined);
      return [module, config?.FunctionUrl?.replace(/\/$/, '')] as const;
    }),
  );
  lambda.destroy();
  return new Map(found.flatMap(([module, url]) => (url ? [[module, url]] : [])));
}

/** The URL that a module's function gets, unless something else has the port. */
function usualUrl(module: string): string {
  const arn = `arn:aws:lambda:us-east-1:000000000000:function:${module}-local-api`;
  return `http://localhost:${preferredPort(OWN_PORTS, `${arn}:`)}`;
}
