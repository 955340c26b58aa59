import model from '../../../../models/dynamodbstreams.json' with { type: 'json' };
import { inputReader } from '../../../protocols/shapes/input.ts';
import type { Dialect, ServiceModel } from '../../../protocols/shapes/model.ts';
import { serialization, validation } from '../errors.ts';
import { modelledBy } from '../input.ts';

/** What AWS asks for and its model does not: every limit has a most, and a filter is whole. */
const dialect = (most: number): Dialect => ({
  overrides: { PositiveIntegerObject: { max: most }, ShardFilter: { required: ['Type', 'ShardId'] } },
});
const reader = (most: number) =>
  inputReader(model as ServiceModel, dialect(most), { malformed: serialization, invalid: validation });
const readers = { records: reader(1000), lists: reader(100) };

/** An operation of DynamoDB Streams. */
export const modelled = modelledBy<keyof typeof model.operations>((name, input) =>
  (name === 'GetRecords' ? readers.records : readers.lists)(name, input),
);
