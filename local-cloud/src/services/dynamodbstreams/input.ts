import model from '../../../models/dynamodbstreams.json' with { type: 'json' };
import { inputReader } from '../../protocols/shapes/input.ts';
import type { ServiceModel } from '../../protocols/shapes/model.ts';
import { serialization, validation } from '../dynamodb/errors.ts';
import { database } from '../dynamodb/store.ts';
import type { Operation, OperationContext } from '../service.ts';

const read = inputReader(model as ServiceModel, {}, { malformed: serialization, invalid: validation });

/** An operation whose input is read by AWS's model. */
export function modelled<Input, Output>(
  name: keyof typeof model.operations,
  act: (input: Input, context: OperationContext) => Output,
): Operation<unknown, Output> {
  return (input, context) => {
    const { opening } = database(context);
    // The model's shapes are those the SDK's types are made from.
    const checked = read(name, input) as Input;
    return opening ? opening.then(() => act(checked, context)) : act(checked, context);
  };
}
