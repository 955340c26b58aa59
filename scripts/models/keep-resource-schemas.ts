import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaFile } from '../../local-cloud/src/models.ts';
import type { AnyResourceType } from '../../local-cloud/src/resources/resource-type.ts';
import type { ObjectShape, ResourceSchema } from '../../local-cloud/src/resources/schema.ts';
import { services } from '../../local-cloud/src/services/registry.ts';
import { resourceSchemas } from './resource-schemas.ts';

const folder = fileURLToPath(new URL('../../local-cloud/resources', import.meta.url));

/** Writes one file a resource type that the services have; with `check` it only fails where one is not what it should be. */
export async function keepResourceSchemas({ check }: { check: boolean }): Promise<void> {
  const types = services.flatMap(({ resourceTypes = [] }) => resourceTypes);
  const schemas = await resourceSchemas(types.map(({ type }) => type).sort());
  for (const type of types) checkNames(type, schemas.get(type.type) ?? type.schema);
  const wanted = new Map([...schemas].map(([type, schema]) => [schemaFile(type), textOf(type, schema)]));
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const stale = there.filter((name) => !wanted.has(name));
  const changed = [...wanted].filter(
    ([name, text]) => !there.includes(name) || readFileSync(path.join(folder, name), 'utf8') !== text,
  );
  if (!check) {
    for (const name of stale) rmSync(path.join(folder, name));
    for (const [name, text] of changed) writeFileSync(path.join(folder, name), text);
  } else if (stale.length + changed.length > 0) {
    const names = [...stale, ...changed.map(([name]) => name)].join(', ');
    process.stderr.write(
      `local-cloud/resources is not what the resource types need: ${names}. Run npm run models.\n`,
    );
    process.exitCode = 1;
  }
}

/** Fails where a resource type names what its schema does not have. */
function checkNames(type: AnyResourceType, schema: ResourceSchema | undefined): void {
  if (!schema) throw new Error(`AWS publishes no schema of ${type.type}: it needs one of its own`);
  const { properties, definitions = {} } = schema;
  const known = new Set([
    ...Object.keys(properties),
    ...Object.entries(definitions).flatMap(([name, shape]) =>
      Object.keys(shape.properties).map((member) => `${name}.${member}`),
    ),
  ]);
  const members = Object.entries(type.members ?? {}).flatMap(([name, used]) =>
    used.map((member) => `${name}.${member}`),
  );
  const { alsoRequired = [], alsoReplaceOn = [], inert = [] } = type;
  const named = [...type.properties, ...members, ...inert, ...alsoRequired, ...alsoReplaceOn];
  const strange = named.filter((name) => !known.has(name));
  if (strange.length > 0) throw new Error(`The schema of ${type.type} does not have ${strange.join(', ')}`);
}

/** One property a line, so that a change shows as what it is. */
function textOf(type: string, schema: ResourceSchema): string {
  const { properties, required, createOnly, readOnly, definitions } = schema;
  const object = (entries: Readonly<Record<string, unknown>>, indent: string) => {
    const lines = Object.entries(entries).map(
      ([name, value]) => `${indent}  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
  };
  const objectText = ({ properties: members, required: needed }: ObjectShape) =>
    `{${needed ? `"required": ${JSON.stringify(needed)}, ` : ''}"properties": ${object(members, '    ')}}`;
  const defined = Object.entries(definitions ?? {}).map(
    ([name, shape]) => `    ${JSON.stringify(name)}: ${objectText(shape)}`,
  );
  const parts = [
    `"type": ${JSON.stringify(type)}`,
    ...Object.entries({ required, createOnly, readOnly }).flatMap(([name, values]) =>
      values ? [`"${name}": ${JSON.stringify(values)}`] : [],
    ),
    `"properties": ${object(properties, '  ')}`,
    ...(defined.length > 0 ? [`"definitions": {\n${defined.join(',\n')}\n  }`] : []),
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}
