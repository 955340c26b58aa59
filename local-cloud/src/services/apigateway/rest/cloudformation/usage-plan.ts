import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceContext, ResourceType } from '../../../../resources/resource-type.ts';
import { tagMap } from '../../../../resources/tags.ts';
import {
  createUsagePlan,
  deleteUsagePlan,
  getUsagePlan,
  updateUsagePlan,
} from '../operations/usage-plans.ts';
import { replace, syncTags } from './properties.ts';

interface Properties {
  UsagePlanName?: string;
  Description?: string;
  ApiStages?: { ApiId: string; Stage: string }[];
  Throttle?: { BurstLimit?: number; RateLimit?: number };
  Quota?: { Limit?: number; Offset?: number; Period?: string };
  Tags?: { Key: string; Value: string }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html */
export const usagePlan = {
  type: 'AWS::ApiGateway::UsagePlan',
  properties: ['UsagePlanName', 'Description', 'ApiStages', 'Tags'],
  members: { ApiStage: ['ApiId', 'Stage'] },
  inert: ['Throttle', 'Quota', 'ApiStage.Throttle'],

  async create(properties, context) {
    const { Throttle, Quota } = properties;
    const { id = '' } = createUsagePlan(
      {
        name: properties.UsagePlanName ?? context.generateName(),
        description: properties.Description,
        apiStages: (properties.ApiStages ?? []).map(({ ApiId, Stage }) => ({ apiId: ApiId, stage: Stage })),
        throttle: Throttle && {
          burstLimit: Throttle.BurstLimit,
          rateLimit: Throttle.RateLimit,
        },
        quota: Quota && {
          limit: Quota.Limit,
          offset: Quota.Offset,
          period: Quota.Period,
        },
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    return { physicalId: id, attributes: { Id: id } };
  },

  async update(state, properties, _previous, context) {
    const { Throttle, Quota } = properties;
    const fields = { UsagePlanName: '/name', Description: '/description' } as const;
    const patchOperations = [
      ...Object.entries(fields).map(([name, path]) => replace(path, properties[name as keyof typeof fields])),
      ...stagePatches(state.physicalId, properties.ApiStages ?? [], context),
      Throttle ? replace('/throttle/burstLimit', Throttle.BurstLimit) : replace('/throttle', undefined),
      ...(Throttle ? [replace('/throttle/rateLimit', Throttle.RateLimit)] : []),
      ...(Quota
        ? [replace('/quota/limit', Quota.Limit), replace('/quota/period', Quota.Period)]
        : [replace('/quota', undefined)]),
    ].filter(({ op, path }) => op !== 'remove' || path !== '/name');
    updateUsagePlan({ usagePlanId: state.physicalId, ...{ patchOperations } }, context);
    syncTags(`/usageplans/${state.physicalId}`, properties.Tags, context);
    return state;
  },

  async delete({ physicalId: usagePlanId }, _properties, context) {
    await unlessGone(() => {
      const patchOperations = stagePatches(usagePlanId, [], context);
      updateUsagePlan({ usagePlanId, ...{ patchOperations } }, context);
      deleteUsagePlan({ usagePlanId }, context);
    });
  },
} satisfies ResourceType<Properties>;

/** What makes a plan's stages the wanted ones. */
function stagePatches(
  usagePlanId: string,
  wanted: Required<Properties>['ApiStages'],
  context: ResourceContext,
) {
  const names = wanted.map(({ ApiId, Stage }) => `${ApiId}:${Stage}`);
  const { apiStages = [] } = getUsagePlan({ usagePlanId }, context);
  const current = apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`);
  const gone = current.filter((name) => !names.includes(name));
  const added = names.filter((name) => !current.includes(name));
  return [
    ...gone.map((value) => ({ op: 'remove' as const, path: '/apiStages', value })),
    ...added.map((value) => ({ op: 'add' as const, path: '/apiStages', value })),
  ];
}
