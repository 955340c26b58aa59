import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { isTrue } from '../../shared/template-values.ts';
import {
  createRequestValidator,
  deleteRequestValidator,
  updateRequestValidator,
} from '../operations/request-validators.ts';
import { replace } from './properties.ts';

interface Properties {
  RestApiId: string;
  Name?: string;
  ValidateRequestBody?: boolean | string;
  ValidateRequestParameters?: boolean | string;
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
        validateRequestBody: isTrue(properties.ValidateRequestBody),
        validateRequestParameters: isTrue(properties.ValidateRequestParameters),
      },
      context,
    );
    return { physicalId: id, attributes: { RequestValidatorId: id } };
  },

  async update(state, properties, _previous, context) {
    const patchOperations = [
      replace('/validateRequestBody', isTrue(properties.ValidateRequestBody)),
      replace('/validateRequestParameters', isTrue(properties.ValidateRequestParameters)),
    ];
    const path = { restApiId: properties.RestApiId, requestValidatorId: state.physicalId };
    updateRequestValidator({ ...path, ...{ patchOperations } }, context);
    return state;
  },

  async delete({ physicalId: requestValidatorId }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteRequestValidator({ restApiId, requestValidatorId }, context));
  },
} satisfies ResourceType<Properties>;
