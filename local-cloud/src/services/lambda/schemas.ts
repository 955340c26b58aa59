import { z } from 'zod';

/** Numbers and booleans come as text from query strings and CloudFormation templates. */
export const integer = () => z.coerce.number().int();
export const boolean = () =>
  z
    .union([z.boolean(), z.literal(['true', 'false'])])
    .transform((value) => value === true || value === 'true');

/** Text that may come as a number from a template, e.g. a version. */
const text = () => z.coerce.string();

export const functionName = () => text().min(1);
export const description = () => z.string().max(256);
export const roleArn = () =>
  z.string().regex(/^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/);
export const version = () =>
  text()
    .min(1)
    .max(1024)
    .regex(/^(\$LATEST|[0-9]+)$/);
export const aliasName = () =>
  text()
    .min(1)
    .max(128)
    .regex(/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/);

/** What operations on a part of a function ask for. */
export const byFunction = { FunctionName: functionName() };
export const byQualifiedFunction = { ...byFunction, Qualifier: text().optional() };

/** Lists: `Marker` goes on where the last page ended. */
export const paged = (max = 10_000) => ({
  Marker: z.string().optional(),
  MaxItems: integer().min(1).max(max).optional(),
});

export const tags = () => z.record(z.string().min(1).max(128), z.string().max(256));

export const architectures = () =>
  z
    .array(z.enum(['x86_64', 'arm64']))
    .min(1)
    .max(1);

const environment = z.object({ Variables: z.record(z.string(), z.coerce.string()).optional() });

const loggingConfig = z.object({
  LogFormat: z.enum(['JSON', 'Text']).optional(),
  ApplicationLogLevel: z.string().optional(),
  SystemLogLevel: z.string().optional(),
  LogGroup: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[.\-_/#A-Za-z0-9]+$/)
    .optional(),
});

/** The members that CreateFunction and UpdateFunctionConfiguration share. */
export const settings = {
  Role: roleArn().optional(),
  Runtime: z.string().optional(),
  Handler: z
    .string()
    .max(128)
    .regex(/^[^\s]+$/)
    .optional(),
  Description: description().optional(),
  Timeout: integer().min(1).max(900).optional(),
  MemorySize: integer().min(128).max(10_240).optional(),
  Environment: environment.optional(),
  VpcConfig: z
    .object({
      SubnetIds: z.array(z.string()).max(16).optional(),
      SecurityGroupIds: z.array(z.string()).max(5).optional(),
      Ipv6AllowedForDualStack: boolean().optional(),
    })
    .optional(),
  KMSKeyArn: z.string().optional(),
  TracingConfig: z.object({ Mode: z.enum(['Active', 'PassThrough']).optional() }).optional(),
  EphemeralStorage: z.object({ Size: integer().min(512).max(10_240) }).optional(),
  SnapStart: z.object({ ApplyOn: z.enum(['PublishedVersions', 'None']).optional() }).optional(),
  LoggingConfig: loggingConfig.optional(),
  Layers: z.array(z.string().min(1).max(140)).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
  FileSystemConfigs: z.array(z.unknown()).optional(),
  ImageConfig: z.unknown().optional(),
  CapacityProviderConfig: z.unknown().optional(),
  DurableConfig: z.unknown().optional(),
  TenancyConfig: z.unknown().optional(),
};

const SettingsInput = z.object(settings);
export type SettingsInput = z.output<typeof SettingsInput>;

/** Where a function's code comes from. */
export const code = {
  ZipFile: z.string().optional(),
  S3Bucket: z.string().min(3).max(63).optional(),
  S3Key: z.string().min(1).max(1024).optional(),
  S3ObjectVersion: z.string().min(1).max(1024).optional(),
  ImageUri: z.string().optional(),
  SourceKMSKeyArn: z.string().optional(),
};

const CodeInput = z.object(code);
export type CodeInput = z.output<typeof CodeInput>;
