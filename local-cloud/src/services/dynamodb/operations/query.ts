import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import type { OperationContext } from '../../service.ts';
import { validation } from '../errors.ts';
import {
  checkParameters,
  compileAttributesToGet,
  compileCondition,
  compileFilter,
  compileKeyCondition,
  compileKeyConditions,
  compileProjection,
  Substitutions,
} from '../expressions/index.ts';
import { readPage, type Selection } from '../items/page.ts';
import {
  checkConsistency,
  checkFilter,
  checkSelect,
  fetchesFromTable,
  pageAnswer,
} from '../items/selection.ts';
import { checkWithin, noStart, startPlace } from '../items/start-key.ts';
import { database } from '../store.ts';
import type { KeySchema } from '../tables/key-schema.ts';
import { partitionOf } from '../tables/partition.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { encodeKey } from '../values/index.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export async function query(input: QueryCommandInput, context: OperationContext): Promise<JsonBytes> {
  const name = tableNameOf(input.TableName!);
  const compile = compileQuery(input);
  const table = database(context).table(name);
  const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
  checkConsistency(input, index);
  const key = index?.key ?? table.key;
  const { condition, filter, projection } = compile(key);
  checkFilter(filter, key.all, input.QueryFilter ? 'QueryFilter' : 'Filter Expression');
  const partition = partitionOf(condition.hash.map(encodeKey).join(''));
  const range = { gte: partition + condition.bounds.gte, lt: partition + condition.bounds.lt };
  const from = input.ExclusiveStartKey && startPlace(table, index, input.ExclusiveStartKey);
  // One hash key of such a table is one item, which no page can end before or go on behind.
  const isSingle = !index && table.key.range.length === 0;
  if (from !== undefined) checkWithin(from, range);
  if (from !== undefined && isSingle) throw noStart(input.ExclusiveStartKey);
  const selection: Selection = {
    ...{ table, index, filter, projection, limit: isSingle ? undefined : input.Limit },
    range: { ...range, from },
    reverse: input.ScanIndexForward === false,
    fetches: fetchesFromTable(input, index, projection),
    countOnly: input.Select === 'COUNT',
  };
  return pageAnswer(await readPage(selection), selection, input);
}

/** Compiles all but the key condition, whose meaning depends on the table or index. @throws AwsError ValidationException */
function compileQuery(input: QueryCommandInput) {
  checkParameters(input as unknown as Record<string, unknown>, [
    'FilterExpression',
    'KeyConditionExpression',
  ]);
  const { KeyConditionExpression, KeyConditions, FilterExpression, QueryFilter } = input;
  if (KeyConditionExpression === undefined && KeyConditions === undefined) {
    throw validation(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const substitutions = new Substitutions(input);
  const filter =
    FilterExpression === undefined
      ? QueryFilter && compileFilter(QueryFilter, 'QueryFilter', input.ConditionalOperator)
      : compileCondition(FilterExpression, 'FilterExpression', substitutions);
  const projection =
    input.ProjectionExpression === undefined
      ? input.AttributesToGet && compileAttributesToGet(input.AttributesToGet)
      : compileProjection(input.ProjectionExpression, substitutions);
  checkSelect(input, projection !== undefined);
  return (key: KeySchema) => {
    const condition =
      KeyConditionExpression === undefined
        ? compileKeyConditions(KeyConditions, key)
        : compileKeyCondition(KeyConditionExpression, substitutions, key);
    substitutions.checkUsed();
    return { condition, filter, projection };
  };
}
