import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import { configurationOf } from '../configuration.ts';
import { invalidParameter, preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { modelled } from '../input.ts';
import { publish } from '../publish.ts';
import { refuseDuringUpdate } from '../state.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion = modelled<PublishVersionRequest, FunctionConfiguration>(
  'PublishVersion',
  (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    refuseDuringUpdate(record);
    const { code, revisionId } = record.latest;
    if (input.RevisionId && input.RevisionId !== revisionId) throw preconditionFailed();
    // A deploy tool hashes the zip it would have uploaded; for mounted code there is none to compare with.
    if (input.CodeSha256 && input.CodeSha256 !== code.sha256 && !code.mounted) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${code.sha256}). ` +
          'Please try again with the CodeSHA256 in $LATEST.',
      );
    }
    const published = publish(record, input.Description);
    return configurationOf(record, published, context, published.version);
  },
);
