import type {
  DescribeContinuousBackupsCommandInput,
  DescribeContinuousBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { backedUpTable, describeBackups } from '../tables/continuous-backups.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DescribeContinuousBackupsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = modelled<DescribeContinuousBackupsCommandInput, Output>(
  'DescribeContinuousBackups',
  (input, context) => {
    const opened = database(context);
    const { record } = backedUpTable(opened, tableNameOf(input.TableName!));
    return { ContinuousBackupsDescription: describeBackups(record.recovery, opened.clock.now()) };
  },
);
