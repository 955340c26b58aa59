import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { uuid } from '../../../core/ids.ts';
import type { JsonObject } from '../template/json.ts';
import type { ResourceStatus, Stack, StackEvent, StackResource } from '../types.ts';

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** Puts a stack into a status, and says so in its events. */
export function setStackStatus(stack: Stack, status: StackStatus, reason?: string, token?: string): void {
  stack.status = status;
  stack.reason = reason;
  record(stack, {
    id: uuid(),
    timestamp: new Date(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    reason,
    token,
  });
}

function record(stack: Stack, event: StackEvent): void {
  stack.events.push(event);
  stack.announce(event);
}

/** Puts a resource into a status, and says so in its stack's events. */
export function setResource(
  stack: Stack,
  resource: StackResource,
  change: Partial<StackResource> & { status: ResourceStatus },
  options: { physicalId?: string; forget?: boolean; keep?: boolean } = {},
): StackResource {
  const changed: StackResource = { ...resource, reason: undefined, ...change, updated: new Date() };
  const { logicalId, type, status, reason, state, properties } = changed;
  if (!options.keep) {
    if (options.forget) stack.resources.delete(logicalId);
    else stack.resources.set(logicalId, changed);
  }
  const timestamp = changed.updated;
  const id = `${logicalId}-${status}-${timestamp.toISOString()}`;
  record(stack, {
    // Creating is reported twice, which can happen within one millisecond; ids must differ all the same.
    id: stack.events.some((event) => event.id === id) ? `${logicalId}-${uuid()}` : id,
    timestamp,
    logicalId,
    physicalId: options.physicalId ?? state?.physicalId ?? '',
    type,
    status,
    reason,
    properties: JSON.stringify(masked(properties, stack)),
  });
  return changed;
}

/** Properties as events show them: values of NoEcho parameters are hidden. */
function masked(properties: JsonObject, stack: Stack): JsonObject {
  const { template, parameters } = stack.revision ?? {};
  if (!template || !parameters) return properties;
  const secrets = [...parameters]
    .filter(([name, value]) => value !== '' && template.parameters.get(name)?.noEcho)
    .map(([, value]) => JSON.stringify(value).slice(1, -1));
  if (secrets.length === 0) return properties;
  const text = secrets.reduce(
    (shown, secret) => shown.replaceAll(secret, '****'),
    JSON.stringify(properties),
  );
  return parsed(text);
}

/** A secret that is part of JSON's own syntax (`{`, `1`) would break it; then nothing is shown. */
function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}
