import { AwsError } from '../../../core/aws-error.ts';
import { lazyModel } from '../../../models.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Dialect } from '../../../protocols/shapes/model.ts';
import { modelledOperations } from '../../../protocols/shapes/modelled.ts';
import { badRequest } from '../shared/errors.ts';

const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

export const model = lazyModel('apigateway');

/** Where API Gateway's answers differ from its model: read off answers of us-east-1. */
const DIALECT: Dialect = {
  inputNames: true,
  enumOrder: {
    ApiKeySourceType: ['AUTHORIZER', 'HEADER'],
    EndpointType: ['PRIVATE', 'EDGE', 'REGIONAL'],
    IntegrationType: ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'],
    Op: ['add', 'remove', 'move', 'test', 'replace', 'copy'],
  },
};

/** @throws AwsError BadRequestException */
function checkTags(tags: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || key.length > MAX_TAG_KEY) throw badRequest(`Invalid tag key: ${key}`);
    if (value.length > MAX_TAG_VALUE) throw badRequest(`Invalid tag value: ${value}`);
  }
}

/** An operation of REST APIs, whose input is read and checked by AWS's model: constraints come first, before what is named. */
export const modelled = modelledOperations<OperationContext>({
  model,
  dialect: DIALECT,
  first: (_operation, { tags }) => checkTags(tags as Record<string, string> | undefined),
  invalid: (message) => new AwsError('ValidationException', message),
});
