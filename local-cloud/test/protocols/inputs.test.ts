import { readFileSync } from 'node:fs';
import * as apigateway from '@aws-sdk/client-api-gateway';
import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as dynamodbstreams from '@aws-sdk/client-dynamodb-streams';
import * as ecr from '@aws-sdk/client-ecr';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceModel, Shape } from '../../src/protocols/shapes/model.ts';
import { startCloud } from '../support/cloud.ts';

/** Every operation gets what its model rules out, and answers in AWS's words. S3, which has words of its own, is tested by these. */

interface Case {
  readonly client: object;
  readonly code: string;
  /** Members that the service tells of in words, or with limits, of its own: tested where those are. */
  readonly own?: readonly string[];
  /** Whether places in bodies begin with the body's name. */
  readonly inputNames?: boolean;
  /** Whether the model has the members by their names on the wire, where the SDK's begin with a capital. */
  readonly byWireNames?: boolean;
}

const SERVICES: Readonly<Record<string, Case>> = {
  apigateway: { client: apigateway, code: 'ValidationException', inputNames: true },
  apigatewayv2: {
    client: apigatewayv2,
    code: 'BadRequestException',
    own: ['timeoutInMillis'],
    byWireNames: true,
  },
  cloudformation: { client: cloudformation, code: 'ValidationError' },
  cloudwatch: { client: cloudwatch, code: 'ValidationException' },
  dynamodb: { client: dynamodb, code: 'ValidationException', own: ['TableName'] },
  dynamodbstreams: { client: dynamodbstreams, code: 'ValidationException' },
  ecr: { client: ecr, code: 'InvalidParameterException' },
  iam: { client: iam, code: 'ValidationError' },
  lambda: { client: lambda, code: 'ValidationException' },
  logs: { client: logs, code: 'InvalidParameterException' },
  sts: { client: sts, code: 'ValidationError' },
};

let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(async () => {
  for (const client of clients.values()) client.destroy();
  await cloud.close();
});

describe.each(Object.entries(SERVICES))(
  '%s',
  (service, { client, code, own = [], inputNames, byWireNames }) => {
    const model = modelOf(service);
    const shapeOf = (name: string): Shape => model.shapes[name]!;
    const placeOf = (operation: string, { members = {} }: Shape, member: string): string =>
      inputNames && !members[member]?.location ? `${lower(operation)}Input.${lower(member)}` : lower(member);
    const call = (operation: string, input: object) =>
      send(client, operation, byWireNames ? capitalized(input) : input);
    /** What a request needs to get as far as the check. */
    const givenOf = (shape: Shape): object => {
      const needed = own.filter((member) => shape.required?.includes(member));
      return {
        ...labelsOf(shape, model),
        ...Object.fromEntries(needed.map((member) => [member, 'some-name'])),
      };
    };
    const operations = Object.entries(model.operations).flatMap(([name, { input }]) =>
      input ? [{ name, shape: shapeOf(input.shape) }] : [],
    );

    const needing = operations.flatMap(({ name, shape }) => {
      const missing = (shape.required ?? []).filter(
        (member) => shape.members?.[member]?.location !== 'uri' && !own.includes(member),
      );
      return missing.length > 0 ? [{ name, shape, missing }] : [];
    });
    if (needing.length > 0) {
      it.each(needing)('refuses $name without what it needs', async ({ name, shape, missing }) => {
        const error = await call(name, givenOf(shape));
        expect(error.name).toBe(code);
        for (const member of missing) {
          expect(error.message).toContain(
            `Value null at '${placeOf(name, shape, member)}' failed to satisfy constraint: Member must not be null`,
          );
        }
      });
    }

    const limited = operations.flatMap(({ name, shape }) => {
      const found = Object.entries(shape.members ?? {}).flatMap(([member, { shape: of }]) => {
        if (own.includes(member)) return [];
        const bad = outOfRange(shapeOf(of));
        return bad ? [{ member, ...bad }] : [];
      });
      return found.length > 0 ? [{ name, shape, ...found[0]! }] : [];
    });
    if (limited.length > 0) {
      it.each(limited)(
        'refuses $name with $member out of range',
        async ({ name, shape, member, value, says }) => {
          const error = await call(name, { ...givenOf(shape), [member]: value });
          expect(error.name).toBe(code);
          expect(error.message).toContain(
            `at '${placeOf(name, shape, member)}' failed to satisfy constraint: ${says}`,
          );
        },
      );
    }
  },
);

function modelOf(service: string): ServiceModel {
  const file = new URL(`../../models/${service}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ServiceModel;
}

interface SdkClient {
  send(command: object): Promise<unknown>;
  destroy(): void;
}

const clients = new Map<object, SdkClient>();

function clientOf(sdk: Readonly<Record<string, new (given: object) => never>>): SdkClient {
  const Client = Object.entries(sdk).find(([name]) => /^[A-Za-z]\w+Client$/.test(name))![1];
  const made: SdkClient = clients.get(sdk) ?? new Client({ ...cloud.config, maxAttempts: 1 });
  clients.set(sdk, made);
  return made;
}

async function send(client: object, operation: string, input: object): Promise<Error> {
  const sdk = client as Readonly<Record<string, new (given: object) => never>>;
  try {
    await clientOf(sdk).send(new sdk[`${operation}Command`]!(input));
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${operation} was answered`);
}

/** What must be in the path, or the request is for something else. */
function labelsOf({ members = {} }: Shape, { shapes }: ServiceModel): Record<string, string> {
  const labels = Object.entries(members).filter(([, { location }]) => location === 'uri');
  return Object.fromEntries(
    labels.map(([member, { shape }]) => [member, shapes[shape]?.type === 'string' ? 'x' : '1']),
  );
}

/** A value that breaks a shape's first constraint, and what is said of it. */
function outOfRange({ type, min, max, enum: values }: Shape): { value: unknown; says: string } | undefined {
  if (type === 'string') {
    if (max !== undefined && max < 10_000) {
      return { value: 'x'.repeat(max + 1), says: `Member must have length less than or equal to ${max}` };
    }
    // Which order AWS has the values in is not the model's to say.
    return values ? { value: 'x', says: 'Member must satisfy enum value set: [' } : undefined;
  }
  if (type !== 'integer' && type !== 'long') return undefined;
  if (max !== undefined) {
    return { value: max + 1, says: `Member must have value less than or equal to ${max}` };
  }
  return min === undefined
    ? undefined
    : { value: min - 1, says: `Member must have value greater than or equal to ${min}` };
}

const capitalized = (input: object): object =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );

const lower = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);
