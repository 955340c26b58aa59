import type { ConsumedCapacity, QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import { invalidParameter, validation } from '../errors.ts';
import type { Condition, Projection } from '../expressions/index.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import { answer } from './answer.ts';
import type { Page, Selection } from './page.ts';
import { addPage } from './page-capacity.ts';

type Input = QueryCommandInput | ScanCommandInput;

/** @throws AwsError ValidationException where Select contradicts what else is asked for */
export function checkSelect(input: Input, projects: boolean): void {
  const { Select, IndexName } = input;
  if (Select === 'SPECIFIC_ATTRIBUTES' && !projects) {
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (projects && Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES') {
    const what = input.AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression';
    const shown = Select === 'COUNT' ? 'only the Count' : Select;
    throw validation(`Cannot specify the ${what} when choosing to get ${shown}`);
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
}

/** Whether what an index lacks has to come from the table. @throws AwsError where a global index lacks it */
export function fetchesFromTable(
  input: Input,
  index: SecondaryIndex | undefined,
  projection: Projection | undefined,
): boolean {
  if (!index || index.carriesAll) return false;
  if (input.Select === 'ALL_ATTRIBUTES') {
    if (!index.isGlobal) return true;
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const lacking = [...new Set(projection?.paths.map(([name]) => name))].filter(
    (name) => !index.carries(name),
  );
  if (lacking.length === 0) return false;
  if (!index.isGlobal) return true;
  throw invalidParameter(`Global secondary index ${index.name} does not project [${lacking.join(', ')}]`);
}

/** @throws AwsError ValidationException */
export function checkConsistency(input: Input, index: SecondaryIndex | undefined): void {
  if (!input.ConsistentRead || !index?.isGlobal) return;
  throw validation('Consistent reads are not supported on global secondary indexes');
}

/** @throws AwsError ValidationException where a filter reads the key that the query is for */
export function checkFilter(
  filter: Condition | undefined,
  keys: readonly { readonly name: string }[],
  member: string,
): void {
  for (const [name] of filter?.paths ?? []) {
    if (!keys.some((key) => key.name === name)) continue;
    throw validation(`${member} can only contain non-primary key attributes: Primary key attribute: ${name}`);
  }
}

/** A query's or scan's answer. */
export function pageAnswer(page: Page, selection: Selection, input: Input): JsonBytes {
  return answer(
    {
      ...(selection.countOnly ? {} : { Items: `[${page.items.join(',')}]` }),
      Count: String(page.count),
      ScannedCount: String(page.scannedCount),
      LastEvaluatedKey: page.lastKey && jsonBytes(page.lastKey),
    },
    { ConsumedCapacity: consumed(page, selection, input) },
  );
}

function consumed(page: Page, selection: Selection, input: Input): ConsumedCapacity | undefined {
  const capacity = new CapacityCount('read', input.ReturnConsumedCapacity);
  if (capacity.isWanted) addPage(capacity, page, selection, input.ConsistentRead);
  return capacity.one();
}
