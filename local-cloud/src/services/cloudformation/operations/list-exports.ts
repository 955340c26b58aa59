import type { ListExportsCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { read } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListExportsCommandOutput, '$metadata'>;

const Input = z.object({ NextToken: z.string().min(1).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export function listExports(input: unknown, context: OperationContext): Output {
  const { NextToken: token } = read(Input, input);
  const { items, NextToken } = page([...stackStore(context).exports()], token);
  const exports = items.map(([name, { stack, output }]) => ({
    ExportingStackId: stack.id,
    Name: name,
    Value: output.value,
  }));
  return { Exports: exports, NextToken };
}
