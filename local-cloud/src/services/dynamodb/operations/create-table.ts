import type { CreateTableCommandInput, CreateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { arn } from '../../../core/arn.ts';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { resourceInUse, validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import {
  checkGlobalIndexes,
  checkIndexNames,
  checkLocalIndexes,
  checkProjectedTotal,
} from '../tables/check-indexes.ts';
import { checkDefinitions, checkTableKey } from '../tables/check-keys.ts';
import { describeTable } from '../tables/describe-table.ts';
import { encryptionOf } from '../tables/encryption.ts';
import type { TableRecord } from '../tables/record.ts';
import { streamOf } from '../tables/stream-specification.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { checkTags } from '../tables/tags.ts';
import { checkOnDemand, checkThroughput, onDemandRecord, throughputRecord } from '../tables/throughput.ts';
import { refuseUnsupported } from '../tables/unsupported.ts';

type Output = Omit<CreateTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = modelled<CreateTableCommandInput, Output>('CreateTable', (input, context) => {
  const opened = database(context);
  const name = tableNameOf(input.TableName!);
  refuseUnsupported(input);
  checkInput(input);
  if (opened.find(name)) throw resourceInUse(`Table already exists: ${name}`);
  const table = opened.create(recordOf(name, input, context));
  return {
    TableDescription: describeTable(table, { table: 'CREATING', index: () => 'CREATING' }),
  };
});

function checkInput(input: CreateTableCommandInput): void {
  const { AttributeDefinitions = [], KeySchema, LocalSecondaryIndexes, GlobalSecondaryIndexes } = input;
  if (!KeySchema)
    throw validation("The parameter 'KeySchema' is required but was not present in the request");
  const mode = input.BillingMode ?? 'PROVISIONED';
  checkThroughput(mode, input.ProvisionedThroughput, GlobalSecondaryIndexes);
  const limits = [input, ...(GlobalSecondaryIndexes ?? [])].map((each) => each.OnDemandThroughput);
  checkOnDemand(mode, limits, 'table BillingMode is PROVISIONED.');
  checkTableKey(KeySchema, AttributeDefinitions);
  checkLocalIndexes(LocalSecondaryIndexes, KeySchema, AttributeDefinitions);
  checkGlobalIndexes(GlobalSecondaryIndexes, AttributeDefinitions);
  const indexes = [...(LocalSecondaryIndexes ?? []), ...(GlobalSecondaryIndexes ?? [])];
  checkIndexNames(indexes.map(({ IndexName }) => IndexName));
  checkProjectedTotal(indexes.map(({ Projection }) => Projection));
  const schemas = [KeySchema, ...indexes.map((index) => index.KeySchema ?? [])];
  checkDefinitions(AttributeDefinitions, schemas, indexes.length > 0);
}

function recordOf(name: string, input: CreateTableCommandInput, context: OperationContext): TableRecord {
  const now = database(context).clock.now();
  const tableArn = arn('dynamodb', context, `table/${name}`);
  const indexOf = (index: NonNullable<CreateTableCommandInput['LocalSecondaryIndexes']>[number]) => ({
    name: index.IndexName!,
    arn: `${tableArn}/index/${index.IndexName}`,
    keySchema: index.KeySchema!,
    projection: index.Projection!,
  });
  return {
    ...{ name, id: uuid(), arn: tableArn, createdAt: now },
    attributes: input.AttributeDefinitions!,
    keySchema: input.KeySchema!,
    billing:
      input.BillingMode === 'PAY_PER_REQUEST'
        ? { mode: 'PAY_PER_REQUEST', payPerRequestSince: now }
        : { mode: 'PROVISIONED' },
    throughput: throughputRecord(input.ProvisionedThroughput),
    onDemand: onDemandRecord(input.OnDemandThroughput),
    warm: input.WarmThroughput,
    localIndexes: (input.LocalSecondaryIndexes ?? []).map(indexOf),
    globalIndexes: (input.GlobalSecondaryIndexes ?? []).map((index) => ({
      ...indexOf(index),
      throughput: throughputRecord(index.ProvisionedThroughput),
      onDemand: onDemandRecord(index.OnDemandThroughput),
      warm: index.WarmThroughput,
    })),
    stream: streamOf(input.StreamSpecification, tableArn, now),
    deletionProtected: input.DeletionProtectionEnabled ?? false,
    tableClass: input.TableClass,
    encryption: encryptionOf(input.SSESpecification, context),
    tags: checkTags(input.Tags ?? []),
  };
}
