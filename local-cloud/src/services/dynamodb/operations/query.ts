import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import { validation } from '../errors.ts';
import {
  checkParameters,
  compileKeyCondition,
  compileKeyConditions,
  Substitutions,
} from '../expressions/index.ts';
import { modelled } from '../input.ts';
import { answerPage, compilePage, sourceOf } from '../items/page-request.ts';
import { checkFilter, checkSelect } from '../items/selection.ts';
import { checkWithin, noStart, startPlace } from '../items/start-key.ts';
import type { KeySchema } from '../tables/key-schema.ts';
import { partitionOf } from '../tables/partition.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { encodeKey } from '../values/index.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = modelled<QueryCommandInput, JsonBytes>('Query', async (input, context) => {
  const name = tableNameOf(input.TableName!);
  const { conditionOn, expressions } = compileQuery(input);
  const source = sourceOf(name, input, context);
  const { table, index } = source;
  const key = index?.key ?? table.key;
  const condition = conditionOn(key);
  checkFilter(expressions.filter, key.all, input.QueryFilter ? 'QueryFilter' : 'Filter Expression');
  const partition = partitionOf(condition.hash.map(encodeKey).join(''));
  const range = { gte: partition + condition.bounds.gte, lt: partition + condition.bounds.lt };
  const from = input.ExclusiveStartKey && startPlace(table, index, input.ExclusiveStartKey);
  // One hash key of such a table is one item, which no page can end before or go on behind.
  const isSingle = !index && table.key.range.length === 0;
  if (from !== undefined) checkWithin(from, range);
  if (from !== undefined && isSingle) throw noStart(input.ExclusiveStartKey);
  return answerPage(input, source, expressions, {
    limit: isSingle ? undefined : input.Limit,
    range: { ...range, from },
    reverse: input.ScanIndexForward === false,
  });
});

/** Compiles all that can be without the table or index, which the key condition has yet to be put to. @throws AwsError ValidationException */
function compileQuery(input: QueryCommandInput) {
  checkParameters(input as unknown as Record<string, unknown>, [
    'FilterExpression',
    'KeyConditionExpression',
  ]);
  const { KeyConditionExpression, KeyConditions, QueryFilter } = input;
  if (KeyConditionExpression === undefined && KeyConditions === undefined) {
    throw validation(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const substitutions = new Substitutions(input);
  const expressions = compilePage(input, substitutions, ['QueryFilter', QueryFilter]);
  checkSelect(input, expressions.projection !== undefined);
  const conditionOn =
    KeyConditionExpression === undefined
      ? (key: KeySchema) => compileKeyConditions(KeyConditions, key)
      : compileKeyCondition(KeyConditionExpression, substitutions);
  substitutions.checkUsed();
  return { conditionOn, expressions };
}
