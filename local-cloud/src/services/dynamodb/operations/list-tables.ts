import type { ListTablesCommandOutput } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { engine } from '../store.ts';

type Output = Omit<ListTablesCommandOutput, '$metadata'>;

const Input = z.object({
  ExclusiveStartTableName: z
    .string()
    .min(3)
    .max(255)
    .regex(/^[a-zA-Z0-9_.-]+$/)
    .optional(),
  Limit: z.number().int().min(1).max(100).default(100),
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export async function listTables(input: unknown, context: OperationContext): Promise<Output> {
  const { ExclusiveStartTableName: after, Limit } = checkInput(Input, input);
  const names = await (await engine(context)).tableNames();
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const TableNames = rest.slice(0, Limit);
  return rest.length > Limit ? { TableNames, LastEvaluatedTableName: TableNames.at(-1) } : { TableNames };
}
