import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { configurationOf, newLatest } from '../configuration.ts';
import { preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { modelled } from '../input.ts';
import { replaceLatest } from '../publish.ts';
import { applySettings } from '../settings.ts';
import { begin, refuseDuringUpdate } from '../state.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration = modelled<
  UpdateFunctionConfigurationRequest,
  FunctionConfiguration
>('UpdateFunctionConfiguration', (input, context) => {
  const { record } = findFunction(input.FunctionName, undefined, context);
  refuseDuringUpdate(record);
  if (input.RevisionId && input.RevisionId !== record.latest.revisionId) throw preconditionFailed();
  const applied = applySettings(record.name, input, record.latest.settings, context);
  const latest = newLatest(applied, record.latest.code);
  replaceLatest(record, latest, context);
  begin(latest, 'InProgress');
  return configurationOf(record, latest, context);
});
