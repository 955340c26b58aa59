import type { RollbackConfiguration } from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Json } from '../../../resources/json.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';
import { templateFormatError } from '../errors.ts';
import { resourceTypes } from '../resource-types.ts';
import { refuseUnknownAttributes, refuseUnsupported } from '../support/refuse.ts';
import { skipUnsupported } from '../support/skip.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { evaluateConditions } from '../template/conditions.ts';
import { withPolicies } from '../template/declarations.ts';
import { dependencyGraph } from '../template/dependencies.ts';
import { evaluate } from '../template/evaluate.ts';
import { type ParameterInput, resolveParameters } from '../template/parameters.ts';
import { readTemplate } from '../template/read.ts';
import { references } from '../template/references.ts';
import type { Template } from '../template/template.ts';
import type { Revision, Stack, Tag } from '../types.ts';
import { identityOf, parameterScope } from './scope.ts';

/** What a request says of the stack it wants. Members it leaves out stay as they are. */
export interface Wanted {
  readonly templateText: string;
  readonly Parameters: readonly ParameterInput[];
  readonly Capabilities: readonly string[];
  readonly Tags?: readonly Tag[];
  readonly NotificationARNs?: readonly string[];
  readonly RoleARN?: string;
  readonly RollbackConfiguration?: RollbackConfiguration;
}

/**
 * Makes the revision that a request asks for, checked as far as it can be before anything is done.
 *
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export async function prepareRevision(
  wanted: Wanted,
  stack: Pick<Stack, 'id' | 'name' | 'revision'>,
  context: OperationContext,
): Promise<Revision> {
  const before = stack.revision;
  const read = await readTemplate(wanted.templateText, { references: context.cloud.skipUnsupported });
  const parameters = resolveParameters(read, wanted.Parameters, before?.parameters);
  checkCapabilities(read, wanted.Capabilities);
  const notificationArns = wanted.NotificationARNs ?? before?.notificationArns ?? [];
  const scope = parameterScope({ template: read, parameters }, identityOf(stack, notificationArns, context));
  const conditions = evaluateConditions(read, scope);
  const types = resourceTypes(context);
  const template = context.cloud.skipUnsupported
    ? skipped(read, stack.name, types, conditions, context)
    : read;
  const resources = new Map(
    [...template.resources]
      .filter(([, { condition }]) => condition === undefined || conditions.get(condition))
      .map(([logicalId, declaration]) => [
        logicalId,
        withPolicies(logicalId, declaration, (value) => evaluate(value, { ...scope, conditions })),
      ]),
  );
  const revision: Revision = {
    template,
    parameters,
    conditions,
    resources,
    dependencies: dependencyGraph(resources, conditions),
    tags: wanted.Tags ?? before?.tags ?? [],
    capabilities: wanted.Capabilities,
    notificationArns,
    roleArn: wanted.RoleARN ?? before?.roleArn,
    rollbackConfiguration: wanted.RollbackConfiguration ?? before?.rollbackConfiguration,
  };
  refuseUnsupported(resources, types, conditions);
  checkAbsent(template, revision);
  // Where stacks are made without what is lacking, values stand in for attributes.
  if (!context.cloud.skipUnsupported) {
    refuseUnknownAttributes(template, valuesOf(revision), types, conditions);
  }
  return revision;
}

function skipped(
  read: Template,
  stackName: string,
  types: ReadonlyMap<string, AnyResourceType>,
  conditions: ReadonlyMap<string, boolean>,
  context: OperationContext,
): Template {
  const { template, skips } = skipUnsupported(read, types, conditions, context);
  for (const skip of skips) context.cloud.events.emit('skip', { stackName, ...skip });
  return template;
}

/** Refuses references to resources whose conditions do not hold, from where they would be evaluated. */
function checkAbsent(template: Template, { resources, conditions }: Revision): void {
  const absentIn = (values: Parameters<typeof references>[0][]): string[] => [
    ...new Set(
      [...references(values, conditions)]
        .map(({ name }) => name)
        .filter((name) => template.resources.has(name) && !resources.has(name)),
    ),
  ];
  const blocks = {
    Resources: absentIn([...resources.values()].map(({ properties }) => properties)),
    Outputs: absentIn(outputsOf(template, conditions)),
  };
  for (const [block, absent] of Object.entries(blocks)) {
    if (absent.length > 0) {
      throw templateFormatError(
        `Unresolved resource dependencies [${absent.join(', ')}] in the ${block} block of the template`,
      );
    }
  }
}

/** What the outputs of a template say that count. */
const outputsOf = (template: Template, conditions: ReadonlyMap<string, boolean>): Json[] =>
  [...template.outputs.values()]
    .filter(({ condition }) => condition === undefined || conditions.get(condition))
    .flatMap(({ value, exportName }) => [value, exportName ?? '']);

const valuesOf = ({ template, resources, conditions }: Revision): Json[] => [
  ...[...resources.values()].map(({ properties }) => properties),
  ...outputsOf(template, conditions),
];
