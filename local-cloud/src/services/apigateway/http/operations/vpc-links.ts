import type { GetVpcLinkRequest, GetVpcLinksRequest } from '@aws-sdk/client-apigatewayv2';
import { notFound } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import type { Wire } from '../types.ts';

/* None can be made: lists of them are empty, and none is found. */

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#GetVpcLinks */
export const getVpcLinks = modelled<Wire<GetVpcLinksRequest>, TokenPage<never>>('GetVpcLinks', (input) =>
  pageByToken([], input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#GetVpcLink */
export const getVpcLink = modelled<Wire<GetVpcLinkRequest>, never>('GetVpcLink', ({ vpcLinkId }) => {
  throw notFound(`Invalid VpcLink identifier specified ${vpcLinkId}`);
});
