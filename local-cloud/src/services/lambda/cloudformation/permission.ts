import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { addPermission, removePermission } from '../operations/permissions.ts';

interface Properties {
  readonly FunctionName: string;
  readonly Action: string;
  readonly Principal: string;
  readonly EventSourceToken?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
  readonly PrincipalOrgID?: string;
  readonly SourceAccount?: string;
  readonly SourceArn?: string;
}

const MAX_STATEMENT_ID = 100;

const NAMES = [
  'FunctionName',
  'Action',
  'Principal',
  'EventSourceToken',
  'FunctionUrlAuthType',
  'InvokedViaFunctionUrl',
  'PrincipalOrgID',
  'SourceAccount',
  'SourceArn',
] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permission = {
  type: 'AWS::Lambda::Permission',
  properties: NAMES,
  async create(properties, context) {
    const StatementId = context.generateName({ maxLength: MAX_STATEMENT_ID });
    addPermission({ ...properties, StatementId }, context);
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },
  delete: (state, { FunctionName }, context) =>
    unlessGone(() => removePermission({ FunctionName, StatementId: state.physicalId }, context)),
} satisfies ResourceType<Properties>;
