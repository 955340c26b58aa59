import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { removeUrl } from '../function-url/urls.ts';
import { modelled } from '../input.ts';
import { pools } from '../invocation/pools.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';
import { removeProvisioned } from './provisioned-concurrency.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction = modelled<DeleteFunctionRequest, Promise<DeleteFunctionResponse>>(
  'DeleteFunction',
  async (input, context) => {
    const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
    if (qualifier === undefined) {
      lambdaStore(context).functions.delete(record.name);
      for (const key of [...record.provisioned.keys()]) removeProvisioned(record, key);
      for (const version of [record.latest, ...record.versions.values()]) pools(context).retire(version);
      await Promise.all([...record.urls.values()].map((url) => removeUrl(record, url, context)));
    } else {
      deleteVersion(record, qualifier, context);
    }
    return { StatusCode: 204 };
  },
);

function deleteVersion(record: FunctionRecord, qualifier: string, context: OperationContext): void {
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (record.aliases.has(qualifier)) {
    throw invalidParameter('Please provide a numeric version, aliases are deleted with DeleteAlias.');
  }
  const aliases = [...record.aliases.values()].filter(
    (alias) => alias.functionVersion === qualifier || Object.hasOwn(alias.weights ?? {}, qualifier),
  );
  if (aliases.length > 0) {
    const names = aliases.map(({ name }) => name).join(', ');
    throw resourceConflict(`Unable to delete version because the following aliases reference it: [${names}]`);
  }
  const version = record.versions.get(qualifier);
  if (!version) return;
  record.versions.delete(qualifier);
  record.policies.delete(qualifier);
  record.eventInvokeConfigs.delete(qualifier);
  removeProvisioned(record, qualifier);
  pools(context).retire(version);
}
