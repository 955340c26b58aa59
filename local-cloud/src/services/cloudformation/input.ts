import { z } from 'zod';
import { notSupported } from '../../core/aws-error.ts';
import { checkInput } from '../../core/validation.ts';
import { validationError } from './errors.ts';

/** A list of the query protocol, in which an empty list arrives as an empty text. */
export const list = <Item extends z.ZodType>(item: Item, limits: { max?: number } = {}) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(item).max(limits.max ?? 1000));

/** A boolean of the query protocol. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** The name of a stack to be made. */
export const newStackName = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[a-zA-Z][-a-zA-Z0-9]*$/);

/** A stack's name or id. */
export const stackReference = z
  .string()
  .min(1)
  .regex(/^([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)$/);

export const clientRequestToken = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[a-zA-Z0-9][-a-zA-Z0-9]*$/)
  .optional();

const Tag = z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) });

/** Where a template comes from. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const templateSource = {
  TemplateBody: z.string().min(1).max(51_200).optional(),
  TemplateURL: z.string().min(1).max(5120).optional(),
  UsePreviousTemplate: flag.optional(),
};

/** What CreateStack, UpdateStack and CreateChangeSet have in common. */
export const stackSettings = {
  ...templateSource,
  Parameters: list(
    z.object({
      ParameterKey: z.string(),
      ParameterValue: z.string().optional(),
      UsePreviousValue: flag.optional(),
    }),
  ).optional(),
  Capabilities: list(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])).optional(),
  Tags: list(Tag, { max: 50 }).optional(),
  NotificationARNs: list(z.string(), { max: 5 }).optional(),
  RoleARN: z.string().min(20).max(2048).optional(),
  RollbackConfiguration: z
    .object({
      MonitoringTimeInMinutes: z.coerce.number().int().min(0).max(180).optional(),
      RollbackTriggers: list(z.object({ Arn: z.string(), Type: z.string() }), { max: 5 }).optional(),
    })
    .optional(),
  StackPolicyBody: z.string().min(1).max(16_384).optional(),
};

/** Members that change what happens, and that nothing here does. */
const UNSUPPORTED = [
  ...['ResourceTypes', 'StackPolicyURL', 'StackPolicyDuringUpdateURL', 'ResourcesToImport'],
  ...['ImportExistingResources', 'DeploymentMode'],
];

/**
 * Checks an operation's input.
 *
 * @throws AwsError ValidationError; NotImplemented that names a member with an effect that is lacking
 */
export function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const given = (input ?? {}) as Record<string, unknown>;
  const unsupported = UNSUPPORTED.find((member) => isGiven(given[member]));
  if (unsupported) throw notSupported(`${unsupported} of AWS CloudFormation`);
  return checkInput(schema, input, 'ValidationError');
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== 'false';

/** @throws AwsError ValidationError for keys that are AWS's own */
export function checkTags(tags: readonly { Key: string }[] | undefined): void {
  const reserved = tags?.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved) {
    throw validationError(`Invalid tag key ${reserved.Key}. "aws:" is a reserved prefix.`);
  }
}
