import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import {
  createRequestValidator,
  deleteRequestValidator,
  updateRequestValidator,
} from '../operations/request-validators.ts';
import { replace } from './properties.ts';

interface Properties {
  RestApiId: string;
  Name?: string;
  ValidateRequestBody?: boolean;
  ValidateRequestParameters?: boolean;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html */
export const requestValidator = {
  type: 'AWS::ApiGateway::RequestValidator',
  properties: ['RestApiId', 'Name', 'ValidateRequestBody', 'ValidateRequestParameters'],

  async create(properties, context) {
    const { id = '' } = createRequestValidator(
      {
        restApiId: properties.RestApiId,
        name: properties.Name,
        validateRequestBody: properties.ValidateRequestBody === true,
        validateRequestParameters: properties.ValidateRequestParameters === true,
      },
      context,
    );
    return { physicalId: id, attributes: { RequestValidatorId: id } };
  },

  async update(state, properties, _previous, context) {
    const patchOperations = [
      replace('/validateRequestBody', properties.ValidateRequestBody === true),
      replace('/validateRequestParameters', properties.ValidateRequestParameters === true),
    ];
    const path = { restApiId: properties.RestApiId, requestValidatorId: state.physicalId };
    updateRequestValidator({ ...path, ...{ patchOperations } }, context);
    return state;
  },

  async delete({ physicalId: requestValidatorId }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteRequestValidator({ restApiId, requestValidatorId }, context));
  },
} satisfies ResourceType<Properties>;
