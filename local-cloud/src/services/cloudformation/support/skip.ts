import type { OperationContext } from '../../../protocols/operation.ts';
import type { Json } from '../../../resources/json.ts';
import { requiredOf } from '../resource-types.ts';
import { dynamicReferences } from '../template/check-functions.ts';
import { references } from '../template/references.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';
import { lackingIn, type ResourceTypes } from './lacking.ts';
import { type Placeholders, placeholdersFor } from './placeholders.ts';

/** Something that was left out of a stack, for whoever tells the user. */
export interface Skip {
  readonly logicalId: string;
  readonly type: string;
  /** The property or feature that was left out; absent where the resource was. */
  readonly part?: string;
  /** What local-cloud lacks, in words, where the type does not say it. */
  readonly reason?: string;
  /** What AWS, too, would refuse the resource for, in words. */
  readonly fault?: string;
}

/** Types that are part of a resource they refer to, and are nothing without it. */
const PARTS =
  /^AWS::(Lambda::(Permission|Version|Alias|Url|EventInvokeConfig|LayerVersionPermission)|ApiGateway(V2)?::.+|S3::BucketPolicy|Logs::LogStream)$/;

/**
 * A template without what local-cloud lacks. What is nothing without a resource that is left out goes with it; other
 * references to one get a value of the right form, and outputs that tell of one are left out.
 */
export function skipUnsupported(
  template: Template,
  types: ResourceTypes,
  conditions: ReadonlyMap<string, boolean>,
  context: OperationContext,
): { template: Template; skips: Skip[] } {
  const skips: Skip[] = [];
  const kept = new Map<string, ResourceDeclaration>();
  const gone = new Map<string, ResourceDeclaration>();
  for (const [logicalId, declaration] of template.resources) {
    const { type, condition } = declaration;
    const counts = condition === undefined || conditions.get(condition) === true;
    const lacking = counts ? lackingIn(declaration, types, conditions) : undefined;
    const fault = counts ? faultOf(declaration, types) : undefined;
    if (fault) {
      gone.set(logicalId, declaration);
      skips.push({ logicalId, type, fault });
    } else if (!lacking) kept.set(logicalId, declaration);
    else if (!lacking.rest) {
      gone.set(logicalId, declaration);
      skips.push({ logicalId, type, ...(lacking.limits[0] ? { reason: lacking.limits[0] } : {}) });
    } else {
      kept.set(logicalId, lacking.rest);
      skips.push(
        ...[...lacking.names, ...lacking.unknown, ...lacking.limits].map((part) => ({
          logicalId,
          type,
          part,
        })),
      );
    }
  }
  for (const [logicalId, { type, condition, properties }] of kept) {
    if (condition !== undefined && conditions.get(condition) !== true) continue;
    // Their text stays: what it stands for is in services that are not there.
    const values = new Set(dynamicReferences(JSON.stringify(properties)));
    skips.push(...[...values].map((each) => ({ logicalId, type, part: `the value of ${each}` })));
  }
  if (skips.length === 0) return { template, skips };
  dropParts(kept, gone, types);
  const placeholders = placeholdersFor(gone, context);
  const resources = new Map([...kept].map(([id, declaration]) => [id, filled(declaration, placeholders)]));
  const outputs = new Map(
    [...template.outputs].filter(
      ([, { value }]) => ![...references(value)].some(({ name }) => gone.has(name)),
    ),
  );
  return { template: { ...template, resources, outputs }, skips };
}

/** Projects that were never deployed, but run by an emulator that makes no stack, have such resources. */
function faultOf({ type, properties }: ResourceDeclaration, types: ResourceTypes): string | undefined {
  const known = types.get(type);
  const missing = known ? requiredOf(known).filter((name) => !Object.hasOwn(properties, name)) : [];
  return missing.length > 0 ? `AWS asks for its ${missing.join(' and ')}` : undefined;
}

/** Moves what is part of a resource that is gone, and of one that went because of it, and so on. */
function dropParts(
  kept: Map<string, ResourceDeclaration>,
  gone: Map<string, ResourceDeclaration>,
  types: ResourceTypes,
): void {
  const isLost = ({ type, properties }: ResourceDeclaration): boolean =>
    PARTS.test(type) &&
    [...references(properties)].some(({ name }) => {
      const owner = gone.get(name);
      // A type that is not known at all is nothing that these could be parts of, but for what they lead to.
      return owner !== undefined && (types.has(owner.type) || type.endsWith('Permission'));
    });
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const [logicalId, declaration] of kept) {
      if (!isLost(declaration)) continue;
      kept.delete(logicalId);
      gone.set(logicalId, declaration);
    }
  }
}

function filled(declaration: ResourceDeclaration, placeholders: Placeholders): ResourceDeclaration {
  return {
    ...declaration,
    properties: placeholders.fill(declaration.properties as Json) as ResourceDeclaration['properties'],
    dependsOn: declaration.dependsOn.filter((name) => !placeholders.has(name)),
  };
}
