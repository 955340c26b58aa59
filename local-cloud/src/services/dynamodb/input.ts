import model from '../../../models/dynamodb.json' with { type: 'json' };
import type { Operation, OperationContext } from '../../protocols/operation.ts';
import { inputReader } from '../../protocols/shapes/input.ts';
import type { Dialect, ServiceModel } from '../../protocols/shapes/model.ts';
import { serialization, validation } from './errors.ts';
import { database } from './store.ts';
import { checkTableName } from './tables/table-name.ts';

const COMPARISON_OPERATORS = [
  ...['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE'],
  ...['BEGINS_WITH', 'GE', 'CONTAINS'],
];

/** Where DynamoDB's answers differ from its model: read off answers of us-east-1. */
const DIALECT: Dialect = {
  // Attribute values are checked by the engine itself, in words of its own.
  opaque: ['AttributeValue'],
  javaPackage: 'com.amazonaws.dynamodb.v20120810.',
  enumOrder: {
    ReturnValue: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'],
    ReturnConsumedCapacity: ['INDEXES', 'TOTAL', 'NONE'],
    ConditionalOperator: ['OR', 'AND'],
    ComparisonOperator: COMPARISON_OPERATORS,
    Select: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'],
    ScalarAttributeType: ['B', 'N', 'S'],
    ProjectionType: ['ALL', 'INCLUDE', 'KEYS_ONLY'],
  },
  unquoted: ['QueryInput$Limit', 'KeysAndAttributes$Keys'],
  overrides: {
    // Checked by each operation: the names of its table may be ARNs, and have limits of their own.
    TableArn: { min: 1, max: undefined },
    BatchGetRequestMap: { min: undefined, max: undefined },
    BatchWriteItemRequestMap: { min: undefined, max: undefined },
  },
};

const read = inputReader(model as ServiceModel, DIALECT, {
  malformed: serialization,
  invalid: validation,
  first: checkTable,
});

/** A table's name is checked before everything else. @throws AwsError ValidationException */
function checkTable(operation: string, { TableName: name }: Readonly<Record<string, unknown>>): void {
  const creates = operation === 'CreateTable';
  if (creates && name === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  if (typeof name === 'string' && !name.startsWith('arn:')) checkTableName(name, creates ? 3 : 1);
}

/** Makes operations over the engine, whose inputs are read by AWS's model: the types are the SDK's, but for attribute values. */
export const modelledBy =
  <Name extends string>(read: (name: Name, input: unknown) => unknown) =>
  <Input, Output>(
    name: Name,
    act: (input: Input, context: OperationContext) => Output | Promise<Output>,
  ): Operation<unknown, Output> =>
  (input, context) => {
    const { opening } = database(context);
    // The model's shapes are those the SDK's types are made from.
    const checked = read(name, input) as Input;
    return opening ? opening.then(() => act(checked, context)) : act(checked, context);
  };

/** An operation of DynamoDB. */
export const modelled = modelledBy<keyof typeof model.operations>(read);
