import type { CreateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { modelled } from '../errors.ts';
import { engine } from '../store.ts';
import { describeRecord, extraMembers } from '../table-description.ts';
import { checkTags } from '../tags.ts';

type Output = Omit<CreateTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export async function createTable(input: Json, context: OperationContext): Promise<Output> {
  const extras: Json = extraMembers(input, context);
  if (input.Tags !== undefined) extras.Tags = checkTags(input.Tags);
  try {
    const { TableDescription } = await (await engine(context)).changeTable('CreateTable', input, extras);
    return { TableDescription: describeRecord(TableDescription as Json) };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
    throw modelled(error.code, `Table already exists: ${String(input.TableName)}`);
  }
}
