import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { loadCode } from '../code/load-code.ts';
import { configurationOf, newLatest } from '../configuration.ts';
import { invalidParameter, preconditionFailed } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { modelled } from '../input.ts';
import { publish, replaceLatest } from '../publish.ts';
import { begin, refuseDuringUpdate, whileUpdating } from '../state.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode = modelled<UpdateFunctionCodeRequest, Promise<FunctionConfiguration>>(
  'UpdateFunctionCode',
  async (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    const checkRevision = (): void => {
      if (input.RevisionId && input.RevisionId !== record.latest.revisionId) throw preconditionFailed();
    };
    refuseDuringUpdate(record);
    checkRevision();
    if (input.ImageUri) {
      throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
    }
    const loaded = await whileUpdating(record, () => loadCode(input, context));
    checkRevision();
    const { settings } = record.latest;
    const latest = newLatest(
      { ...settings, Architectures: input.Architectures ?? settings.Architectures },
      loaded,
    );
    if (input.DryRun) return configurationOf(record, latest, context);
    replaceLatest(record, latest, context);
    begin(latest, 'InProgress');
    if (!input.Publish) return configurationOf(record, latest, context);
    const published = publish(record);
    begin(published, 'Pending');
    return configurationOf(record, published, context, published.version);
  },
);
