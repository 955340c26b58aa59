import type { ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import type { OperationContext } from '../../service.ts';
import { validation } from '../errors.ts';
import {
  checkParameters,
  compileAttributesToGet,
  compileCondition,
  compileFilter,
  compileProjection,
  Substitutions,
} from '../expressions/index.ts';
import { readPage, type Selection } from '../items/page.ts';
import { checkConsistency, checkSelect, fetchesFromTable, pageAnswer } from '../items/selection.ts';
import { startPlace } from '../items/start-key.ts';
import { database } from '../store.ts';
import { segmentRange } from '../tables/partition.ts';
import { tableNameOf } from '../tables/table-name.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export async function scan(input: ScanCommandInput, context: OperationContext): Promise<JsonBytes> {
  const name = tableNameOf(input.TableName!);
  const { filter, projection } = compileScan(input);
  const segment = segmentOf(input);
  const table = database(context).table(name);
  const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
  checkConsistency(input, index);
  const from = input.ExclusiveStartKey && startPlace(table, index, input.ExclusiveStartKey);
  if (from !== undefined && segment) checkSegment(from, segment, input);
  const selection: Selection = {
    ...{ table, index, filter, projection, limit: input.Limit },
    range: { ...segment, from },
    fetches: fetchesFromTable(input, index, projection),
    countOnly: input.Select === 'COUNT',
  };
  return pageAnswer(await readPage(selection), selection, input);
}

function compileScan(input: ScanCommandInput) {
  checkParameters(input as unknown as Record<string, unknown>, ['FilterExpression']);
  const { FilterExpression, ScanFilter } = input;
  const substitutions = new Substitutions(input);
  const filter =
    FilterExpression === undefined
      ? ScanFilter && compileFilter(ScanFilter, 'ScanFilter', input.ConditionalOperator)
      : compileCondition(FilterExpression, 'FilterExpression', substitutions);
  const projection =
    input.ProjectionExpression === undefined
      ? input.AttributesToGet && compileAttributesToGet(input.AttributesToGet)
      : compileProjection(input.ProjectionExpression, substitutions);
  substitutions.checkUsed();
  checkSelect(input, projection !== undefined);
  return { filter, projection };
}

/** @throws AwsError ValidationException */
function segmentOf({ Segment, TotalSegments }: ScanCommandInput) {
  if (Segment === undefined && TotalSegments === undefined) return undefined;
  if (TotalSegments === undefined) {
    throw validation(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (Segment === undefined) {
    throw validation(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (Segment >= TotalSegments) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
  return segmentRange(Segment, TotalSegments);
}

function checkSegment(
  from: string,
  { gte, lt }: { gte: string; lt?: string },
  { Segment, TotalSegments }: ScanCommandInput,
): void {
  if (from >= gte && (lt === undefined || from < lt)) return;
  throw validation(
    `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
  );
}
