import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import {
  type Condition,
  compileAttributesToGet,
  compileCondition,
  compileFilter,
  compileProjection,
  type Projection,
  type Substitutions,
} from '../expressions/index.ts';
import { database } from '../store.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import { readPage, type Selection } from './page.ts';
import { checkConsistency, fetchesFromTable, pageAnswer } from './selection.ts';

type Input = QueryCommandInput | ScanCommandInput;

/** What queries and scans show of which of the items they come by. */
export interface PageExpressions {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
}

/**
 * Compiles a filter and a projection, in either form.
 *
 * @param legacy the name and value of the filter in its older form
 * @throws AwsError ValidationException
 */
export function compilePage(
  input: Input,
  substitutions: Substitutions,
  legacy: readonly ['QueryFilter' | 'ScanFilter', unknown],
): PageExpressions {
  const [name, conditions] = legacy;
  const filter =
    input.FilterExpression === undefined
      ? conditions === undefined
        ? undefined
        : compileFilter(conditions, name, input.ConditionalOperator)
      : compileCondition(input.FilterExpression, 'FilterExpression', substitutions);
  const projection =
    input.ProjectionExpression === undefined
      ? input.AttributesToGet && compileAttributesToGet(input.AttributesToGet)
      : compileProjection(input.ProjectionExpression, substitutions);
  return { filter, projection };
}

/** The table that is read, and the index unless it is the table itself. @throws AwsError where there is none such */
export function sourceOf(
  name: string,
  input: Input,
  context: OperationContext,
): { table: Table; index: SecondaryIndex | undefined } {
  const table = database(context).table(name);
  const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
  checkConsistency(input, index);
  return { table, index };
}

/** Reads a page and answers it. @throws AwsError ValidationException */
export async function answerPage(
  input: Input,
  source: { table: Table; index: SecondaryIndex | undefined },
  expressions: PageExpressions,
  walk: Pick<Selection, 'range' | 'reverse' | 'limit'>,
): Promise<JsonBytes> {
  const selection: Selection = {
    ...source,
    ...expressions,
    ...walk,
    fetches: fetchesFromTable(input, source.index, expressions.projection),
    countOnly: input.Select === 'COUNT',
  };
  return pageAnswer(await readPage(selection), selection, input);
}
