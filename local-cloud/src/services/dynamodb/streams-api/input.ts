import model from '../../../../models/dynamodbstreams.json' with { type: 'json' };
import type { Operation, OperationContext } from '../../../protocols/operation.ts';
import { inputReader } from '../../../protocols/shapes/input.ts';
import type { Dialect, ServiceModel } from '../../../protocols/shapes/model.ts';
import { serialization, validation } from '../errors.ts';
import { database } from '../store.ts';

/** What AWS asks for and its model does not: every limit has a most, and a filter is whole. */
const dialect = (most: number): Dialect => ({
  overrides: { PositiveIntegerObject: { max: most }, ShardFilter: { required: ['Type', 'ShardId'] } },
});
const reader = (most: number) =>
  inputReader(model as ServiceModel, dialect(most), { malformed: serialization, invalid: validation });
const readers = { records: reader(1000), lists: reader(100) };

/** An operation whose input is read by AWS's model. */
export function modelled<Input, Output>(
  name: keyof typeof model.operations,
  act: (input: Input, context: OperationContext) => Output,
): Operation<unknown, Output> {
  const read = name === 'GetRecords' ? readers.records : readers.lists;
  return (input, context) => {
    const { opening } = database(context);
    // The model's shapes are those the SDK's types are made from.
    const checked = read(name, input) as Input;
    return opening ? opening.then(() => act(checked, context)) : act(checked, context);
  };
}
