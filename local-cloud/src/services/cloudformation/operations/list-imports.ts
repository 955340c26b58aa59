import type { ListImportsCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { validationError } from '../errors.ts';
import { read } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListImportsCommandOutput, '$metadata'>;

const Input = z.object({ ExportName: z.string().min(1), NextToken: z.string().min(1).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export function listImports(input: unknown, context: OperationContext): Output {
  const { ExportName, NextToken: token } = read(Input, input);
  const importers = stackStore(context).importers(ExportName);
  if (importers.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
  const { items, NextToken } = page(importers, token);
  return { Imports: items, NextToken };
}
