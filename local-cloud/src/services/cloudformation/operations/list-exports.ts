import type { ListExportsCommandOutput, ListExportsInput } from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListExportsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = modelled<ListExportsInput, Output>('ListExports', (input, context) => {
  const { NextToken: token } = input;
  const { items, NextToken } = page([...stackStore(context).exports()], token);
  const exports = items.map(([name, { stack, output }]) => ({
    ExportingStackId: stack.id,
    Name: name,
    Value: output.value,
  }));
  return { Exports: exports, NextToken };
});
