import type { Authorizer } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../service.ts';
import { type Page, page } from '../page.ts';
import { findApi } from '../store.ts';

/** There are none, as none can be made. @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export function getAuthorizers(input: { restApiId: string }, context: OperationContext): Page<Authorizer> {
  findApi(input.restApiId, context);
  return page([], input);
}
