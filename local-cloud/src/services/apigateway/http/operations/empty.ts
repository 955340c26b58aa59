import type {
  GetApiMappingsRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  GetDomainNameRequest,
  GetDomainNamesRequest,
  GetVpcLinkRequest,
  GetVpcLinksRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { AwsError } from '../../../../core/aws-error.ts';
import { notFound } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { findApi } from '../store.ts';
import type { Wire } from '../types.ts';

/*
 * Authorizers, custom domain names and VPC links: none can be made, so lists of them are empty and none is found.
 */

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

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#GetDomainNames */
export const getDomainNames = modelled<Wire<GetDomainNamesRequest>, TokenPage<never>>(
  'GetDomainNames',
  (input) => pageByToken([], input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#GetDomainName */
export const getDomainName = modelled<Wire<GetDomainNameRequest>, never>('GetDomainName', (_input) => {
  throw noDomainName();
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
export const getApiMappings = modelled<Wire<GetApiMappingsRequest>, never>('GetApiMappings', (_input) => {
  throw noDomainName();
});

const noDomainName = (): AwsError => notFound('Invalid domain name identifier specified');

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#GetVpcLinks */
export const getVpcLinks = modelled<Wire<GetVpcLinksRequest>, TokenPage<never>>('GetVpcLinks', (input) =>
  pageByToken([], input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#GetVpcLink */
export const getVpcLink = modelled<Wire<GetVpcLinkRequest>, never>('GetVpcLink', ({ vpcLinkId }) => {
  throw notFound(`Invalid VpcLink identifier specified ${vpcLinkId}`);
});
