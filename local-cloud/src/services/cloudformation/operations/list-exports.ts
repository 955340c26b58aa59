import type { ListExportsCommandOutput, ListExportsInput } from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListExportsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = modelled<ListExportsInput, Output>('ListExports', (input, context) => {
  const { items, NextToken } = pageOf([...stackStore(context).exports()], input);
  const exports = items.map(([name, { stack, output }]) => ({
    ExportingStackId: stack.id,
    Name: name,
    Value: output.value,
  }));
  return { Exports: exports, NextToken };
});
