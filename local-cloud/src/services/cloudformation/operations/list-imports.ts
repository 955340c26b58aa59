import type { ListImportsCommandOutput, ListImportsInput } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListImportsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports = modelled<ListImportsInput, Output>('ListImports', (input, context) => {
  const { ExportName } = input;
  const importers = stackStore(context).importers(ExportName);
  if (importers.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
  const { items, NextToken } = pageOf(importers, input);
  return { Imports: items, NextToken };
});
