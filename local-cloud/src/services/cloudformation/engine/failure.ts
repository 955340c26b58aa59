import { AwsError } from '../../../core/aws-error.ts';
import { uuid } from '../../../core/ids.ts';
import type { JsonObject } from '../../../resources/json.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';

/** What a resource's failure is called in its event; the template language's own errors stand as they are. */
export function failureReason(
  error: unknown,
  type: AnyResourceType | undefined,
  properties: JsonObject = {},
): string {
  if (error instanceof AwsError && error.code === 'ValidationError' && isTemplateError(error.message)) {
    return error.message;
  }
  if (error instanceof AwsError && error.code === 'HandlerError') return error.message;
  const { code, message, status } =
    error instanceof AwsError
      ? error
      : {
          code: 'InternalFailure',
          message: unforeseen(error),
          status: 500,
        };
  const service = type?.type.split('::')[1] ?? 'CloudFormation';
  const handlerCode = handlerErrorCode(code, status, message);
  const detail =
    (handlerCode === 'AlreadyExists' && type && alreadyThere(type, properties)) ||
    `${message} (Service: ${service}, Status Code: ${status}, Error Code: ${code})`;
  return (
    `Resource handler returned message: "${detail}" ` +
    `(RequestToken: ${uuid()}, HandlerErrorCode: ${handlerCode})`
  );
}

/** What is said of a resource whose name another has already. */
function alreadyThere(type: AnyResourceType, properties: JsonObject): string | undefined {
  const { nameProperty, identifiedByPointer } = type;
  const name = nameProperty === undefined ? undefined : properties[nameProperty];
  if (name === undefined) return undefined;
  const pointed = identifiedByPointer ? JSON.stringify({ [`/properties/${nameProperty}`]: name }) : name;
  return `Resource of type '${type.type}' with identifier '${String(pointed)}' already exists.`;
}

/** An error that no service made, and where in local-cloud it came from. */
export function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [place = ''] = error.stack?.match(/^\s+at .*$/m) ?? [];
  return `${error.message} ${place.trim()}`.trim();
}

const isTemplateError = (message: string): boolean =>
  /^(Template (format )?error: |No export named |Properties validation failed )/.test(message);

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerErrorCode(code: string, status: number, message: string): string {
  const isTaken = /Conflict|InUse/.test(code) && /already exist/.test(message);
  if (isTaken || /AlreadyExists|AlreadyOwned/.test(code)) return 'AlreadyExists';
  if (/NotFound|NoSuch/.test(code)) return 'NotFound';
  if (/AccessDenied|Unauthorized/.test(code)) return 'AccessDenied';
  if (/Throttl|TooManyRequests/.test(code)) return 'Throttling';
  if (/LimitExceeded/.test(code)) return 'ServiceLimitExceeded';
  if (/Conflict|InUse/.test(code)) return 'ResourceConflict';
  if (status === 501) return 'InvalidRequest';
  return status >= 500 ? 'InternalFailure' : 'InvalidRequest';
}

/** Why a stack operation failed: `The following resource(s) failed to create: [A, B]. `, with AWS's last blank. */
export function stackReason(
  failed: readonly { logicalId: string; verb: 'create' | 'update' | 'delete' }[],
): string {
  let reason = '';
  for (const verb of ['create', 'update', 'delete'] as const) {
    const names = failed.filter((failure) => failure.verb === verb).map(({ logicalId }) => logicalId);
    if (names.length > 0) reason += `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `;
  }
  return reason;
}
