import { AwsError } from '../../core/aws-error.ts';
import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import type { Dialect, Shape } from '../../protocols/shapes/model.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';

export const model = lazyModel('lambda');

/** What a function may be called by where it may be an application's own (`app.function`), too. */
const NAMESPACED =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?' +
  '([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';

const URL_OPERATIONS = ['Create', 'Get', 'Update', 'Delete'].map((verb) => `${verb}FunctionUrlConfigRequest`);

/** Where Lambda's answers differ from its model: read off answers of us-east-1. */
const OVERRIDES: Record<string, Partial<Shape>> = {
  NamespacedFunctionName: { pattern: NAMESPACED },
  ...Object.fromEntries(URL_OPERATIONS.map((name) => [`${name}$FunctionName`, { pattern: NAMESPACED }])),
  ListFunctionUrlConfigsRequest$FunctionName: { pattern: NAMESPACED },
  Timeout: { max: 900 },
  // The model has the limit of functions on instances of one's own.
  MemorySize: { max: 10_240 },
  // Checked by the operations themselves, which take a runtime's ARN as well.
  CreateFunctionRequest$Runtime: { enum: undefined },
  UpdateFunctionConfigurationRequest$Runtime: { enum: undefined },
  TagKey: { min: 1, max: 128, pattern: '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$' },
  TagValue: { min: 0, max: 256, pattern: '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$' },
};

const DIALECT: Dialect = { overrides: OVERRIDES };

/** An operation of Lambda, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model,
  dialect: DIALECT,
  invalid: (message) => new AwsError('ValidationException', message),
});
