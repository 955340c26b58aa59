import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { notSupported } from '../../../core/aws-error.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { loadCode } from '../code/code-packages.ts';
import { configurationOf, newLatest } from '../configuration.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { functionArn, locate } from '../function-name.ts';
import { prepareWorld } from '../invocation/worlds.ts';
import { publish } from '../publish.ts';
import { architectures, boolean, code, functionName, roleArn, settings, tags } from '../schemas.ts';
import { applySettings } from '../settings.ts';
import { begin } from '../state.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

const Input = z.object({
  ...settings,
  FunctionName: functionName(),
  Role: roleArn(),
  Code: z.object(code),
  PackageType: z.enum(['Zip', 'Image']).default('Zip'),
  Publish: boolean().optional(),
  Architectures: architectures().optional(),
  Tags: tags().optional(),
  CodeSigningConfigArn: z.string().optional(),
});

const MAX_NAME = 64;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export async function createFunction(
  input: unknown,
  context: OperationContext,
): Promise<FunctionConfiguration> {
  const request = checkInput(Input, input);
  if (request.PackageType === 'Image' || request.Code.ImageUri) {
    throw notSupported('PackageType Image (functions in containers)');
  }
  if (request.CodeSigningConfigArn) throw notSupported('The member CodeSigningConfigArn');
  const { name } = locate(request.FunctionName, undefined, context);
  if (name.length > MAX_NAME) {
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have ` +
        `length less than or equal to ${MAX_NAME}`,
    );
  }
  const { functions } = lambdaStore(context);
  const refuseTwice = (): void => {
    if (functions.has(name)) throw resourceConflict(`Function already exist: ${name}`);
  };
  refuseTwice();
  const applied = applySettings(name, request, undefined, context);
  const latest = newLatest(
    { ...applied, Architectures: request.Architectures ?? applied.Architectures },
    await loadCode(request.Code, context),
  );
  // Somebody else may have made it while the code was loaded.
  refuseTwice();
  const record: FunctionRecord = {
    name,
    arn: functionArn(context, name),
    latest,
    versions: new Map(),
    nextVersion: 1,
    aliases: new Map(),
    policies: new Map(),
    urls: new Map(),
    eventInvokeConfigs: new Map(),
    provisioned: new Map(),
    tags: new Map(Object.entries(request.Tags ?? {})),
    underway: 0,
    onDemand: 0,
  };
  functions.set(name, record);
  prepareWorld(latest.settings.Runtime, context);
  const made = request.Publish ? publish(record) : latest;
  begin(made, 'Pending');
  return configurationOf(record, made, context);
}
