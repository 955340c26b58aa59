import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { resourceAlreadyExists } from '../errors.ts';
import { logGroupName, parseInput, tagMap } from '../input.ts';
import { logStore } from '../store.ts';
import { addTags } from './tags.ts';

const Input = z.object({
  logGroupName,
  kmsKeyId: z.string().max(256).optional(),
  tags: tagMap.optional(),
  logGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).default('STANDARD'),
  deletionProtectionEnabled: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const store = logStore(context);
  if (store.groups.has(request.logGroupName)) throw resourceAlreadyExists('log group');
  const group = store.addGroup(request.logGroupName, request.logGroupClass);
  group.kmsKeyId = request.kmsKeyId;
  group.deletionProtected = request.deletionProtectionEnabled;
  addTags(group, request.tags ?? {});
}
