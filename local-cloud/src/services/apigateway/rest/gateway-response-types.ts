interface Kind {
  /** Undefined where the failure itself has the status. */
  readonly status?: number;
  readonly errorType?: string;
  readonly fallback?: 'DEFAULT_4XX' | 'DEFAULT_5XX';
}

/**
 * What API Gateway itself answers, by type: the status, the name in `x-amzn-ErrorType`, and the type whose
 * configuration counts where it has none of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_RESPONSES = {
  ACCESS_DENIED: { status: 403, errorType: 'AccessDeniedException', fallback: 'DEFAULT_4XX' },
  API_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'InternalServerErrorException',
    fallback: 'DEFAULT_5XX',
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    fallback: 'DEFAULT_5XX',
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerConfigurationException', fallback: 'DEFAULT_5XX' },
  BAD_REQUEST_BODY: { status: 400, errorType: 'BadRequestException', fallback: 'DEFAULT_4XX' },
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: 'BadRequestException', fallback: 'DEFAULT_4XX' },
  DEFAULT_4XX: {},
  DEFAULT_5XX: {},
  EXPIRED_TOKEN: { status: 403, errorType: 'ExpiredTokenException', fallback: 'DEFAULT_4XX' },
  INTEGRATION_FAILURE: { status: 504, errorType: 'InternalServerErrorException', fallback: 'DEFAULT_5XX' },
  INTEGRATION_TIMEOUT: { status: 504, errorType: 'InternalServerErrorException', fallback: 'DEFAULT_5XX' },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException', fallback: 'DEFAULT_4XX' },
  INVALID_SIGNATURE: { status: 403, errorType: 'InvalidSignatureException', fallback: 'DEFAULT_4XX' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    fallback: 'DEFAULT_4XX',
  },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException', fallback: 'DEFAULT_4XX' },
  REQUEST_TOO_LARGE: { status: 413, errorType: 'RequestTooLargeException', fallback: 'DEFAULT_4XX' },
  RESOURCE_NOT_FOUND: { status: 404, errorType: 'NotFoundException', fallback: 'DEFAULT_4XX' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', fallback: 'DEFAULT_4XX' },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException', fallback: 'DEFAULT_4XX' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    errorType: 'UnsupportedMediaTypeException',
    fallback: 'DEFAULT_4XX',
  },
  WAF_FILTERED: { status: 403, errorType: 'ForbiddenException', fallback: 'DEFAULT_4XX' },
} satisfies Record<string, Kind>;

export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;

export const kindOf = (type: GatewayResponseType): Kind => GATEWAY_RESPONSES[type];
