import { AwsError } from '../../../core/aws-error.ts';
import { lazyModel } from '../../../models.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Dialect } from '../../../protocols/shapes/model.ts';
import { modelledOperations } from '../../../protocols/shapes/modelled.ts';
import { checkTags, type Tags } from '../shared/tags.ts';

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

/** An operation of REST APIs, whose input is read and checked by AWS's model: constraints come first, before what is named. */
export const modelled = modelledOperations<OperationContext>({
  model,
  dialect: DIALECT,
  first: (_operation, { tags }) => checkTags(tags as Tags | undefined),
  invalid: (message) => new AwsError('ValidationException', message),
});
