import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { loadCode } from '../code/code-packages.ts';
import { configurationOf, newLatest } from '../configuration.ts';
import { invalidParameter, preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { publish } from '../publish.ts';
import { replaceLatest } from '../replace-latest.ts';
import { architectures, boolean, byFunction, code } from '../schemas.ts';
import { begin, refuseDuringUpdate, whileUpdating } from '../state.ts';

const Input = z.object({
  ...byFunction,
  ...code,
  Publish: boolean().optional(),
  DryRun: boolean().optional(),
  RevisionId: z.string().optional(),
  Architectures: architectures().optional(),
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export async function updateFunctionCode(
  input: unknown,
  context: OperationContext,
): Promise<FunctionConfiguration> {
  const request = checkInput(Input, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  const checkRevision = (): void => {
    if (request.RevisionId && request.RevisionId !== record.latest.revisionId) throw preconditionFailed();
  };
  refuseDuringUpdate(record);
  checkRevision();
  if (request.ImageUri) {
    throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
  }
  const loaded = await whileUpdating(record, () => loadCode(request, context));
  checkRevision();
  const { settings } = record.latest;
  const latest = newLatest(
    { ...settings, Architectures: request.Architectures ?? settings.Architectures },
    loaded,
  );
  if (request.DryRun) return configurationOf(record, latest, context);
  replaceLatest(record, latest, context);
  begin(latest, 'InProgress');
  if (!request.Publish) return configurationOf(record, latest, context);
  const published = publish(record);
  begin(published, 'Pending');
  return configurationOf(record, published, context, published.version);
}
