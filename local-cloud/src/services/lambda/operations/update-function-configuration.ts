import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { configurationOf, newLatest } from '../configuration.ts';
import { preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { replaceLatest } from '../replace-latest.ts';
import { byFunction, settings } from '../schemas.ts';
import { applySettings } from '../settings.ts';
import { begin, refuseDuringUpdate } from '../state.ts';

const Input = z.object({ ...byFunction, ...settings, RevisionId: z.string().optional() });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export function updateFunctionConfiguration(
  input: unknown,
  context: OperationContext,
): FunctionConfiguration {
  const request = checkInput(Input, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  refuseDuringUpdate(record);
  if (request.RevisionId && request.RevisionId !== record.latest.revisionId) throw preconditionFailed();
  const applied = applySettings(record.name, request, record.latest.settings, context);
  const latest = newLatest(applied, record.latest.code);
  replaceLatest(record, latest, context);
  begin(latest, 'InProgress');
  return configurationOf(record, latest, context);
}
