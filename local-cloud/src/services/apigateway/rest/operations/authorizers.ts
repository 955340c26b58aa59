import type { Authorizer, GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { findApi } from '../store.ts';

/** There are none, as none can be made. @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export const getAuthorizers = modelled<GetAuthorizersRequest, PositionPage<Authorizer>>(
  'GetAuthorizers',
  (input, context) => {
    findApi(input.restApiId, context);
    return pageByPosition([], input);
  },
);
