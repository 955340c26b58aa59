import type { ExecuteTransactionCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import type { Write } from '../../../core/store/store.ts';
import { JsonBytes } from '../../../protocols/json-bytes.ts';
import type { Database } from '../database.ts';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { type Change, tableUnits } from '../items/change.ts';
import { type Prepared, prepareStatement, refuseMixed, refuseSameItems } from '../partiql/prepared.ts';
import { readTogether } from '../partiql/read-together.ts';
import { checkOf, type WriteStatement, writeOf } from '../partiql/write.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import type { Attempt } from '../transactions/actions.ts';
import { reasonOf } from '../transactions/cancellation.ts';
import { kept, replayedCapacity } from '../transactions/replay.ts';
import { onceFor } from '../transactions/request-tokens.ts';
import { writeAll } from '../transactions/write-all.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const executeTransaction = modelled<ExecuteTransactionCommandInput, JsonBytes>(
  'ExecuteTransaction',
  async (input, context) => {
    const opened = database(context);
    const statements = input.TransactStatements!.map(prepareStatement);
    statements.forEach(refuseInTransaction);
    refuseMixed(statements, () =>
      validation(
        'ExecuteTransaction API does not support both read and write operations in the same request.',
      ),
    );
    refuseSameItems(opened, statements, () =>
      validation('Transaction request cannot include multiple operations on one item'),
    );
    if (statements[0]?.statement.kind === 'select') return readTogether(opened, statements, input);
    const act = async (remember: (kept: string) => Write[]) => {
      const attempts = statements.map((prepared, at) =>
        attempt(
          opened,
          prepared,
          input.TransactStatements![at]?.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        ),
      );
      const changes = await writeAll(opened, attempts, (made) => remember(kept(made)));
      return answerOf(changes, input).bytes;
    };
    const again = (remembered: string) => {
      const ConsumedCapacity = replayedCapacity(opened, remembered, input.ReturnConsumedCapacity);
      return answer({ Responses: '[]' }, { ConsumedCapacity }).bytes;
    };
    return new JsonBytes(await onceFor(opened, input.ClientRequestToken, input, act, again));
  },
);

function refuseInTransaction({ statement }: Prepared, at: number): void {
  const refuse = (why: string) => validation(`Validation failed in TransactStatements[${at}]: ${why}`);
  if ('returning' in statement && statement.returning) {
    throw refuse('RETURNING clause is not supported in ExecuteTransaction.');
  }
  if (statement.kind === 'select' && statement.source.index !== undefined) {
    throw refuse('Reads on indices are not supported within transactions.');
  }
}

/** What is wrong with a statement beside its table cancels the transaction. */
function attempt(opened: Database, { statement, parameters }: Prepared, returnItem: boolean): Attempt {
  try {
    if (statement.kind === 'exists') return checkOf(opened, statement.select, parameters, returnItem);
    return writeOf(opened, statement as WriteStatement, parameters, returnItem);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { reason: reasonOf(error) };
  }
}

function answerOf(changes: readonly Change[], input: ExecuteTransactionCommandInput): JsonBytes {
  const capacity = new CapacityCount('write', input.ReturnConsumedCapacity);
  for (const change of changes) {
    const indexes = new Map([...(change.indexUnits ?? [])].map(([index, units]) => [index, 2 * units]));
    capacity.add(change.table, 2 * tableUnits(change), indexes);
  }
  // Writes have nothing to answer.
  return answer({ Responses: '[]' }, { ConsumedCapacity: capacity.all(true) });
}
