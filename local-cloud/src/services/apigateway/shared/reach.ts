import { arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import { type FunctionTarget, functionTarget, type Scope } from '../../lambda/target.ts';

const SERVICE = 'apigateway.amazonaws.com';

/** Where in an API a function is called from. */
export interface CallPlace {
  /** As permissions name it: `API/STAGE/METHOD/path`. */
  readonly place: string;
  /** Whether the integration has a role to call with, so that the function's policy need not say anything. */
  readonly byRole: boolean;
}

/** What a front door throws where it can't call. */
export interface Unreachable {
  /** @param error the function's service's */
  readonly failed: (error: unknown) => Error;
  /** @param detail for the operator */
  readonly denied: (detail: string) => Error;
}

/**
 * The function that an integration calls, where it may; what keeps it from running is thrown as the front door says it.
 *
 * @param owner the API's cloud, region and account
 * @throws what `unreachable` makes
 */
export function reach(
  functionName: string,
  { place, byRole }: CallPlace,
  owner: Scope,
  unreachable: Unreachable,
): FunctionTarget {
  let target: FunctionTarget;
  try {
    target = functionTarget(functionName, owner);
  } catch (error) {
    throw unreachable.failed(error);
  }
  const sourceArn = byRole ? undefined : arn('execute-api', owner, place);
  if (sourceArn !== undefined && !target.allows({ service: SERVICE, sourceArn })) {
    throw unreachable.denied(
      `the policy of ${functionName} does not let ${SERVICE} invoke it for ${sourceArn}`,
    );
  }
  const invoke: FunctionTarget['invoke'] = async (payload, options) => {
    try {
      return await target.invoke(payload, options);
    } catch (error) {
      throw unreachable.failed(error);
    }
  };
  return { ...target, invoke };
}

/** For the operator. */
export const detailOf = (error: unknown): string =>
  error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
