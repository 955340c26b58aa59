import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { configurationOf } from '../configuration.ts';
import { invalidParameter, preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { publish } from '../publish.ts';
import { byFunction, description } from '../schemas.ts';
import { refuseDuringUpdate } from '../state.ts';

const Input = z.object({
  ...byFunction,
  CodeSha256: z.string().optional(),
  Description: description().optional(),
  RevisionId: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export function publishVersion(input: unknown, context: OperationContext): FunctionConfiguration {
  const request = checkInput(Input, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  refuseDuringUpdate(record);
  const { code, revisionId } = record.latest;
  if (request.RevisionId && request.RevisionId !== revisionId) throw preconditionFailed();
  // A deploy tool hashes the zip it would have uploaded; for mounted code there is none to compare with.
  if (request.CodeSha256 && request.CodeSha256 !== code.sha256 && !code.mounted) {
    throw invalidParameter(
      `CodeSHA256 (${request.CodeSha256}) is different from current CodeSHA256 in $LATEST (${code.sha256}). ` +
        'Please try again with the CodeSHA256 in $LATEST.',
    );
  }
  const published = publish(record, request.Description);
  return configurationOf(record, published, context, published.version);
}
