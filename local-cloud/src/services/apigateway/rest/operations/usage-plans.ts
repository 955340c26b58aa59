import type {
  CreateUsagePlanRequest,
  DeleteUsagePlanRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UpdateUsagePlanRequest,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, type PatchRule, type PatchRules, text } from '../patch.ts';
import { findApi, gateway } from '../store.ts';
import type { StoredUsagePlan } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export const createUsagePlan = modelled<CreateUsagePlanRequest, UsagePlan>(
  'CreateUsagePlan',
  (input, context) => {
    const { name, description, apiStages = [], throttle, quota, tags } = input;
    for (const { apiId, stage } of apiStages) checkStage(apiId, stage, context);
    const plan: StoredUsagePlan = {
      id: lowerId(6),
      keys: new Set(),
      name,
      description,
      apiStages,
      throttle,
      quota,
      tags,
    };
    gateway(context).usagePlans.set(plan.id, plan);
    return view(plan);
  },
);

function checkStage(apiId = '', stage = '', context: OperationContext): void {
  if (!findApi(apiId, context).stages.has(stage)) {
    throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}

const view = ({ keys: _keys, ...plan }: StoredUsagePlan): UsagePlan => plan;

/** @throws AwsError NotFoundException */
export function findUsagePlan(id: string, context: OperationContext): StoredUsagePlan {
  const plan = gateway(context).usagePlans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan = modelled<GetUsagePlanRequest, UsagePlan>(
  'GetUsagePlan',
  ({ usagePlanId }, context) => view(findUsagePlan(usagePlanId, context)),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export const getUsagePlans = modelled<GetUsagePlansRequest, PositionPage<UsagePlan>>(
  'GetUsagePlans',
  (input, context) => {
    const plans = [...gateway(context).usagePlans.values()];
    return pageByPosition(plans.filter(({ keys }) => !input.keyId || keys.has(input.keyId)).map(view), input);
  },
);

type Pair = 'throttle' | 'quota';

const limit =
  (pair: Pair, name: string, convert: (value: string) => unknown): PatchRule<StoredUsagePlan> =>
  (plan, { value }) => {
    const changed = { ...plan[pair], [name]: value === undefined ? undefined : convert(value) };
    Object.assign(plan, { [pair]: changed });
  };

const none =
  (pair: Pair): PatchRule<StoredUsagePlan> =>
  (plan, { op }) => {
    if (op !== 'remove') throw badRequest(`Invalid patch operation for /${pair}: only remove`);
    Object.assign(plan, { [pair]: undefined });
  };

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export const updateUsagePlan = modelled<UpdateUsagePlanRequest, UsagePlan>(
  'UpdateUsagePlan',
  (input, context) => {
    const plan = findUsagePlan(input.usagePlanId, context);
    const rules: PatchRules<StoredUsagePlan> = {
      '/name': text('name'),
      '/description': text('description'),
      '/apiStages': (target, { op, given }) => changeStages(target, op, given, context),
      '/throttle': none('throttle'),
      '/throttle/rateLimit': limit('throttle', 'rateLimit', Number),
      '/throttle/burstLimit': limit('throttle', 'burstLimit', Number),
      '/quota': none('quota'),
      '/quota/limit': limit('quota', 'limit', Number),
      '/quota/offset': limit('quota', 'offset', Number),
      '/quota/period': limit('quota', 'period', String),
    };
    applyPatches(plan, input, rules);
    return view(plan);
  },
);

/** Stages are named `API:STAGE`, in removals too. */
function changeStages(plan: StoredUsagePlan, op: string, name: string, context: OperationContext): void {
  const [apiId = '', stage = ''] = name.split(':');
  const rest = (plan.apiStages ?? []).filter((each) => each.apiId !== apiId || each.stage !== stage);
  if (op !== 'remove') checkStage(apiId, stage, context);
  plan.apiStages = op === 'remove' ? rest : [...rest, { apiId, stage }];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
export const deleteUsagePlan = modelled<DeleteUsagePlanRequest, void>(
  'DeleteUsagePlan',
  ({ usagePlanId }, context) => {
    const plan = findUsagePlan(usagePlanId, context);
    if (plan.apiStages?.length) {
      throw badRequest(
        `Cannot delete Usage Plan ${usagePlanId} because API stages are associated with it: remove them first`,
      );
    }
    gateway(context).usagePlans.delete(usagePlanId);
  },
);
