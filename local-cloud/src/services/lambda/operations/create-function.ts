import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { notSupported } from '../../../core/aws-error.ts';
import { loadCode } from '../code/load-code.ts';
import { configurationOf, newLatest } from '../configuration.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { functionArn, locate } from '../function-name.ts';
import { modelled } from '../input.ts';
import { prepareWorld } from '../invocation/worlds.ts';
import { publish } from '../publish.ts';
import { applySettings } from '../settings.ts';
import { begin } from '../state.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

const MAX_NAME = 64;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction = modelled<CreateFunctionRequest, Promise<FunctionConfiguration>>(
  'CreateFunction',
  async (input, context) => {
    if (input.PackageType === 'Image' || input.Code.ImageUri) {
      throw notSupported('PackageType Image (functions in containers)');
    }
    const { name } = locate(input.FunctionName, undefined, context);
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
    const applied = applySettings(name, input, undefined, context);
    const latest = newLatest(
      { ...applied, Architectures: input.Architectures ?? applied.Architectures },
      await loadCode(input.Code, context),
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
      tags: new Map(Object.entries(input.Tags ?? {})),
    };
    functions.set(name, record);
    prepareWorld(latest.settings.Runtime, context);
    const made = input.Publish ? publish(record) : latest;
    begin(made, 'Pending');
    return configurationOf(record, made, context);
  },
);
