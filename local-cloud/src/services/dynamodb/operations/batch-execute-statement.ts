import type { BatchExecuteStatementCommandInput, BatchStatementRequest } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import { timeSlice } from '../../../core/time-slice.ts';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import type { Database } from '../database.ts';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { type Prepared, prepareStatement, refuseMixed, refuseSameItems } from '../partiql/prepared.ts';
import { runWrite } from '../partiql/run-write.ts';
import { indexOf, selectPage } from '../partiql/select.ts';
import { findTarget } from '../partiql/target.ts';
import { tableOf } from '../partiql/write.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';

/** Codes of a statement's error, which are shorter than those of requests. */
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ResourceNotFoundException: 'ResourceNotFound',
  TransactionConflictException: 'TransactionConflict',
  ValidationException: 'ValidationError',
};

/**
 * Statements are carried out one by one, each with an answer or an error of its own.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
 */
export const batchExecuteStatement = modelled<BatchExecuteStatementCommandInput, JsonBytes>(
  'BatchExecuteStatement',
  async (input, context) => {
    const opened = database(context);
    const members = input.Statements!.map((request) => ({ request, prepared: attempt(request) }));
    const prepared = members.map((member) => member.prepared).filter((each) => !(each instanceof AwsError));
    refuseMixed(prepared as Prepared[], () =>
      validation('Read and write requests together in the same batch is not supported.'),
    );
    refuseSameItems(opened, prepared as Prepared[], () =>
      validation('Provided list of item keys contains duplicates'),
    );
    const reads = prepared.some((each) => (each as Prepared).statement.kind === 'select');
    const capacity = new CapacityCount(reads ? 'read' : 'write', input.ReturnConsumedCapacity);
    const slice = timeSlice(1);
    const responses: string[] = [];
    for (const member of members) {
      responses.push(await respond(opened, member.request, member.prepared, capacity));
      if (slice.isOver()) await slice.next();
    }
    return answer({ Responses: `[${responses.join(',')}]` }, { ConsumedCapacity: capacity.all() });
  },
);

function attempt(request: BatchStatementRequest): Prepared | AwsError {
  try {
    return prepareStatement(request);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

async function respond(
  opened: Database,
  request: BatchStatementRequest,
  prepared: Prepared | AwsError,
  capacity: CapacityCount,
): Promise<string> {
  if (prepared instanceof AwsError) return failed(prepared);
  try {
    const item = await run(opened, request, prepared, capacity);
    const table = `"TableName":${jsonBytes(prepared.table)}`;
    return item === undefined ? `{${table}}` : `{${table},"Item":${item}}`;
  } catch (error) {
    if (error instanceof AwsError) return failed(error, prepared.table);
    throw error;
  }
}

/** The table is named where the statement was carried out and failed, not where it could not be. */
function failed(error: AwsError, TableName?: string): string {
  const Code = CODES[error.code];
  if (Code === undefined) throw error;
  const { Item } = error.members as { Item?: object };
  const shown = { Code, Message: error.message, ...(Item ? { Item } : {}) };
  return jsonBytes(Code === 'ValidationError' ? { Error: shown } : { Error: shown, TableName });
}

async function run(
  opened: Database,
  request: BatchStatementRequest,
  { statement, parameters }: Prepared,
  capacity: CapacityCount,
): Promise<string | undefined> {
  if (statement.kind === 'exists') {
    throw validation('EXISTS can only be used in ExecuteTransaction write requests.');
  }
  if (statement.kind !== 'select') {
    const returnItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    return runWrite(opened, { statement, parameters, capacity, returnItem });
  }
  const table = tableOf(opened, statement.source);
  indexOf(table, statement.source.index);
  const target = findTarget(table, statement.where, parameters);
  if (statement.source.index !== undefined || !target || target.test) {
    throw validation(
      'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    );
  }
  const consistent = request.ConsistentRead ?? false;
  const page = await selectPage(opened, { statement, parameters, consistent, capacity });
  return page.items[0];
}
