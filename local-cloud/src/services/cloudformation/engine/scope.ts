import type { OperationContext } from '../../../protocols/operation.ts';
import type { Json } from '../../../resources/json.ts';
import type { AnyResourceType, ResourceState } from '../../../resources/resource-type.ts';
import { templateError, validationError } from '../errors.ts';
import { stackStore } from '../store.ts';
import { absentExport } from '../support/absent.ts';
import type { Scope } from '../template/evaluate.ts';
import { parameterValue } from '../template/parameters.ts';
import { isPseudoParameter, pseudoParameter, type StackIdentity } from '../template/pseudo-parameters.ts';
import type { Revision, Stack } from '../types.ts';

/** Stands for what only an operation will tell, in words that change sets on AWS use. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** What a template may ask of a resource: its state, or `unknown` where that is yet to come. */
export type ResourceLookup = (logicalId: string) => ResourceState | 'unknown' | undefined;

export const identityOf = (
  stack: Pick<Stack, 'id' | 'name'>,
  notificationArns: readonly string[],
  { region, accountId }: OperationContext,
): StackIdentity => ({ stackId: stack.id, stackName: stack.name, region, accountId, notificationArns });

/** The scope of the Conditions section: parameters, but no resources. */
export function parameterScope(
  { template, parameters }: Pick<Revision, 'template' | 'parameters'>,
  identity: StackIdentity,
): Omit<Scope, 'conditions'> {
  return {
    region: identity.region,
    mappings: template.mappings,
    ref(name) {
      if (isPseudoParameter(name)) return pseudoParameter(name, identity);
      const declaration = template.parameters.get(name);
      if (!declaration) throw unresolved(name);
      const value = parameters.get(name) ?? '';
      // The name of the pseudo parameter, given as a value, stands for it.
      return value === 'AWS::NoValue' ? undefined : parameterValue(value, declaration);
    },
    attribute: (logicalId) => {
      throw unresolved(logicalId);
    },
    importValue: () => {
      throw templateError('Fn::ImportValue cannot be used in the Conditions block of the template');
    },
  };
}

/** The scope of resources and outputs. */
export function resourceScope(
  revision: Revision,
  identity: StackIdentity,
  options: {
    types: ReadonlyMap<string, AnyResourceType>;
    lookup: ResourceLookup;
    importValue: (exportName: string) => Json;
    /** Asked for an attribute that a resource does not have. */
    absent?: (attribute: { logicalId: string; type: string; attribute: string }) => Json | undefined;
  },
): Scope {
  const { lookup, types, importValue, absent } = options;
  const parameters = parameterScope(revision, identity);
  const declared = (logicalId: string) => {
    const declaration = revision.resources.get(logicalId);
    if (!declaration) throw unresolved(logicalId);
    return declaration;
  };
  return {
    ...parameters,
    conditions: revision.conditions,
    importValue,
    ref(name) {
      if (!revision.template.resources.has(name)) return parameters.ref(name);
      const { type } = declared(name);
      const state = lookup(name);
      if (state === 'unknown') return KNOWN_AFTER_APPLY;
      if (!state) throw unresolved(name);
      return types.get(type)?.ref?.(state) ?? state.physicalId;
    },
    attribute(logicalId, attribute) {
      const { type } = declared(logicalId);
      const state = lookup(logicalId);
      if (state === 'unknown') return KNOWN_AFTER_APPLY;
      if (!state) throw unresolved(logicalId);
      const value = Object.hasOwn(state.attributes, attribute) ? state.attributes[attribute] : undefined;
      const standIn = value ?? absent?.({ logicalId, type, attribute });
      if (standIn === undefined) {
        throw templateError(
          `resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
        );
      }
      return standIn;
    },
  };
}

/** An export of another stack. @throws AwsError ValidationError "No export named X found." */
export function importedValue(exportName: string, stack: Stack, context: OperationContext): string {
  const found = stackStore(context).exports().get(exportName);
  if (found && found.stack !== stack) return found.output.value;
  const standIn = absentExport(exportName, stack.name, context);
  if (standIn === undefined) throw validationError(`No export named ${exportName} found.`);
  return standIn;
}

/** Also for a resource whose condition does not hold: on AWS it is then not part of the template. */
const unresolved = (name: string) =>
  validationError(
    `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
  );
