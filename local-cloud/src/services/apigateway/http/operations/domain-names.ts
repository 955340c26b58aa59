import type {
  GetApiMappingsRequest,
  GetDomainNameRequest,
  GetDomainNamesRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { AwsError } from '../../../../core/aws-error.ts';
import { notFound } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import type { Wire } from '../types.ts';

/* No custom domain name can be made: lists of them are empty, and none is found. */

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
