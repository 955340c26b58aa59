/**
 * Keeps local-cloud/models/: AWS's own description of the services, trimmed to what the operations that are
 * implemented need, with the members these refuse: what they neither read nor list as inert. `npm run models -- FOLDER`
 * writes them anew from a folder of botocore's service models, one JSON file a service; without a folder, only what
 * follows from the code. It also keeps local-cloud/resources/, CloudFormation's schemas of the resource types there are, which
 * come from a package that is installed. With `--check` it writes nothing and fails where they are not what the services need.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceModel } from '../local-cloud/src/protocols/shapes/model.ts';
import { services } from '../local-cloud/src/services/registry.ts';
import type { Service } from '../local-cloud/src/services/service.ts';
import { keepResourceSchemas } from './models/keep-resource-schemas.ts';
import { refusedMembers } from './models/refused-members.ts';
import { type Form, type Implemented, trimModel } from './models/trim-model.ts';
import { usedMembers } from './models/used-members.ts';

/** The services that are read by their model, and what botocore's file for each is called. */
const MODELLED: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  dynamodbstreams: 'dynamodbstreams',
  apigateway: 'apigateway',
  apigatewayv2: 'apigatewayv2',
  cloudformation: 'cloudformation',
  cloudwatch: 'cloudwatch',
  ecr: 'ecr',
  iam: 'iam',
  lambda: 'lambda',
  logs: 'logs',
  s3: 's3',
  sts: 'sts',
};

/** The services that refuse members of their inputs themselves. */
const READ_ELSEWHERE = new Set(['dynamodb', 'dynamodbstreams']);

/** What the models of some services have of AWS's. */
const FORMS: Readonly<Record<string, Form>> = {
  apigatewayv2: { wireNames: true },
  dynamodb: { inputsOnly: true },
  dynamodbstreams: { inputsOnly: true },
};

const NOTHING = '{"metadata":{},"operations":{},"shapes":{}}';

const target = fileURLToPath(new URL('../local-cloud/models', import.meta.url));
const [source] = process.argv.slice(2);

await keepResourceSchemas({ check: source === '--check' });
for (const [id, name] of Object.entries(MODELLED)) {
  const service = services.find((each) => each.id === id);
  if (!service) throw new Error(`There is no service ${id}`);
  const file = path.join(target, `${id}.json`);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : NOTHING;
  const isGiven = source !== undefined && source !== '--check';
  const model = isGiven ? readFileSync(path.join(source, `${name}.json`), 'utf8') : kept;
  const text = textOf(trimModel(JSON.parse(model) as ServiceModel, implementedBy(service), FORMS[id]));
  if (source === '--check') check(file, kept, text, service);
  else writeFileSync(file, text);
}

/** The operations of a service, each with what it refuses. */
function implementedBy(service: Service): Implemented {
  const used = usedMembers(service.id);
  const unread = Object.keys(service.operations).filter((name) => !used.has(name));
  if (unread.length > 0)
    throw new Error(`${service.id} has operations that no model reads: ${unread.join(', ')}`);
  return new Map(
    Object.keys(service.operations).map((name) => [
      name,
      (model: ServiceModel) =>
        READ_ELSEWHERE.has(service.id)
          ? []
          : refusedMembers(model, name, used.get(name) ?? new Set(), service),
    ]),
  );
}

/** Trimming what is trimmed changes nothing, unless the service has other operations, or reads other members, by now. */
function check(file: string, kept: string, text: string, service: Service): void {
  const { operations } = JSON.parse(kept) as ServiceModel;
  const missing = Object.keys(service.operations).filter((name) => !operations[name]?.input);
  if (text === kept) return;
  const lacks = missing.length > 0 ? ` It lacks ${missing.join(', ')}: name the FOLDER.` : '';
  process.stderr.write(
    `${path.relative(process.cwd(), file)} is not what the service needs. Run npm run models.${lacks}\n`,
  );
  process.exitCode = 1;
}

/** One operation or shape a line, so that a change shows as what it is. */
function textOf(model: ServiceModel): string {
  const lines = (entries: Readonly<Record<string, unknown>>) =>
    Object.entries(entries)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{
  "metadata": ${JSON.stringify(model.metadata)},
  "operations": {
${lines(model.operations)}
  },
  "shapes": {
${lines(model.shapes)}
  }
}
`;
}
