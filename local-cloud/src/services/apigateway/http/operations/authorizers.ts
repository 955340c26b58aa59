import type { GetAuthorizerRequest, GetAuthorizersRequest } from '@aws-sdk/client-apigatewayv2';
import { notFound } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { findApi } from '../store.ts';
import type { Wire } from '../types.ts';

/* None can be made: lists of them are empty, and none is found. */

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html#GetAuthorizers */
export const getAuthorizers = modelled<Wire<GetAuthorizersRequest>, TokenPage<never>>(
  'GetAuthorizers',
  (input, context) => {
    findApi(input.apiId, context);
    return pageByToken([], input);
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html#GetAuthorizer */
export const getAuthorizer = modelled<Wire<GetAuthorizerRequest>, never>(
  'GetAuthorizer',
  ({ apiId, authorizerId }, context) => {
    findApi(apiId, context);
    throw notFound(`Invalid Authorizer identifier specified ${authorizerId}`);
  },
);
