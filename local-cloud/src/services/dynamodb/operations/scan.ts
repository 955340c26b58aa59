import type { ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import { validation } from '../errors.ts';
import { checkParameters, Substitutions } from '../expressions/index.ts';
import { modelled } from '../input.ts';
import { answerPage, compilePage, type PageExpressions, sourceOf } from '../items/page-request.ts';
import { checkSelect } from '../items/selection.ts';
import { startPlace } from '../items/start-key.ts';
import { segmentRange } from '../tables/partition.ts';
import { tableNameOf } from '../tables/table-name.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = modelled<ScanCommandInput, JsonBytes>('Scan', async (input, context) => {
  const name = tableNameOf(input.TableName!);
  const expressions = compileScan(input);
  const segment = segmentOf(input);
  const source = sourceOf(name, input, context);
  const from = input.ExclusiveStartKey && startPlace(source.table, source.index, input.ExclusiveStartKey);
  if (from !== undefined && segment) checkSegment(from, segment, input);
  return answerPage(input, source, expressions, { limit: input.Limit, range: { ...segment, from } });
});

/** @throws AwsError ValidationException */
function compileScan(input: ScanCommandInput): PageExpressions {
  checkParameters(input as unknown as Record<string, unknown>, ['FilterExpression']);
  const substitutions = new Substitutions(input);
  const expressions = compilePage(input, substitutions, ['ScanFilter', input.ScanFilter]);
  substitutions.checkUsed();
  checkSelect(input, expressions.projection !== undefined);
  return expressions;
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
