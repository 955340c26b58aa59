import type { ExecuteStatementCommandInput } from '@aws-sdk/client-dynamodb';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { runWrite } from '../partiql/run-write.ts';
import { selectPage } from '../partiql/select.ts';
import { readParameters } from '../partiql/value.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement = modelled<ExecuteStatementCommandInput, JsonBytes>(
  'ExecuteStatement',
  async (input, context) => {
    const opened = database(context);
    const { statement, parameters: wanted } = parseStatement(input.Statement!);
    const parameters = readParameters(input.Parameters, wanted);
    if (statement.kind === 'exists') {
      throw validation('EXISTS can only be used in ExecuteTransaction write requests.');
    }
    if (statement.kind !== 'select') {
      if (input.NextToken !== undefined) throw validation('NextToken is only valid on a SELECT statement');
      const capacity = new CapacityCount('write', input.ReturnConsumedCapacity);
      const returned = runWrite(opened, { statement, parameters, capacity, ...asked(input) });
      return answer({ Items: `[${returned ?? ''}]` }, { ConsumedCapacity: capacity.one() });
    }
    const capacity = new CapacityCount('read', input.ReturnConsumedCapacity);
    const page = await selectPage(opened, {
      ...{ statement, parameters, capacity, limit: input.Limit, nextToken: input.NextToken },
      consistent: input.ConsistentRead ?? false,
    });
    return answer(
      {
        Items: `[${page.items.join(',')}]`,
        NextToken: page.nextToken && jsonBytes(page.nextToken),
        LastEvaluatedKey: page.lastKey && jsonBytes(page.lastKey),
      },
      { ConsumedCapacity: capacity.one() },
    );
  },
);

const asked = ({ ReturnValuesOnConditionCheckFailure }: ExecuteStatementCommandInput) => ({
  returnItem: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
});
