import type { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { notFound } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { findApi } from '../store.ts';

/*
 * Authorizers, custom domain names and VPC links: none can be made, so lists of them are empty and none is found.
 */

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html#GetAuthorizers */
export function getAuthorizers(input: { apiId: string }, context: OperationContext): Page<never> {
  findApi(input.apiId, context);
  return page([], input);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html#GetAuthorizer */
export function getAuthorizer(
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  context: OperationContext,
): never {
  findApi(apiId, context);
  throw notFound(`Invalid Authorizer identifier specified ${authorizerId}`);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#GetDomainNames */
export const getDomainNames = (input: object): Page<never> => page([], input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#GetDomainName */
export const getDomainName = (): never => {
  throw noDomainName();
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
export const getApiMappings = (): never => {
  throw noDomainName();
};

const noDomainName = (): AwsError => notFound('Invalid domain name identifier specified');

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#GetVpcLinks */
export const getVpcLinks = (input: object): Page<never> => page([], input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#GetVpcLink */
export const getVpcLink = ({ vpcLinkId }: { vpcLinkId: string }): never => {
  throw notFound(`Invalid VpcLink identifier specified ${vpcLinkId}`);
};
