import type { UpdateTimeToLiveCommandOutput } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';

type Output = Omit<UpdateTimeToLiveCommandOutput, '$metadata'>;

const Input = z.object({
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string().min(1).max(255) }),
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export async function updateTimeToLive(input: unknown, context: OperationContext): Promise<Output> {
  const name = checkTableName(input);
  const { TimeToLiveSpecification } = checkInput(Input, input);
  const { Enabled, AttributeName } = TimeToLiveSpecification;
  await (await engine(context)).updateRecord(name, (table) => {
    const current = table.TimeToLiveAttribute;
    if (Enabled && current !== undefined) throw validation('TimeToLive is already enabled');
    if (!Enabled && current === undefined) throw validation('TimeToLive is already disabled');
    if (!Enabled && current !== AttributeName) {
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    }
    table.TimeToLiveAttribute = Enabled ? AttributeName : undefined;
  });
  return { TimeToLiveSpecification };
}
