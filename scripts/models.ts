/**
 * Keeps local-cloud/models/: AWS's own description of the services, trimmed to the inputs of the operations that are
 * implemented. `npm run models -- FOLDER` writes them anew from a folder of botocore's service models, one JSON file a
 * service; with `--check` it writes nothing and fails where they are not what the services' tables need.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceModel } from '../local-cloud/src/protocols/shapes/model.ts';
import { services } from '../local-cloud/src/services/registry.ts';
import { trimModel } from './models/trim-model.ts';

/** The services that are read by their model, and what botocore's file for each is called. */
const MODELLED: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  dynamodbstreams: 'dynamodbstreams',
};

const target = fileURLToPath(new URL('../local-cloud/models', import.meta.url));
const [source] = process.argv.slice(2);

for (const [id, name] of Object.entries(MODELLED)) {
  const service = services.find((each) => each.id === id);
  if (!service) throw new Error(`There is no service ${id}`);
  const file = path.join(target, `${id}.json`);
  if (source === '--check') check(file, Object.keys(service.operations));
  else if (source === undefined) throw new Error('Name the folder of the models, or --check.');
  else write(file, read(path.join(source, `${name}.json`)), Object.keys(service.operations));
}

function read(file: string): ServiceModel {
  return JSON.parse(readFileSync(file, 'utf8')) as ServiceModel;
}

function write(file: string, model: ServiceModel, operations: readonly string[]): void {
  writeFileSync(file, textOf(trimModel(model, operations)));
}

/** Trimming what is trimmed changes nothing, unless the service has other operations by now. */
function check(file: string, operations: readonly string[]): void {
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '{"metadata":{},"operations":{},"shapes":{}}';
  const model = JSON.parse(kept) as ServiceModel;
  const missing = operations.filter((name) => !model.operations[name]);
  if (missing.length === 0 && textOf(trimModel(model, operations)) === kept) return;
  const lacks = missing.length > 0 ? ` It lacks ${missing.join(', ')}.` : '';
  process.stderr.write(
    `${path.relative(process.cwd(), file)} is not what the service needs.${lacks} Run npm run models -- FOLDER.\n`,
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
