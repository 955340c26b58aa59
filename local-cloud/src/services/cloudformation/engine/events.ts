import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { uuid } from '../../../core/ids.ts';
import type { JsonObject } from '../../../resources/json.ts';
import type { ResourceStatus, Revision, Stack, StackEvent, StackResource } from '../types.ts';

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** Puts a stack into a status, and says so in its events. */
export function setStackStatus(stack: Stack, status: StackStatus, reason?: string, token?: string): void {
  stack.status = status;
  stack.reason = reason;
  const timestamp = nextMoment(stack);
  if (status === 'ROLLBACK_IN_PROGRESS' || status === 'DELETE_IN_PROGRESS') stack.deletionBegan = timestamp;
  record(stack, {
    id: uuid(),
    timestamp,
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    reason,
    token,
  });
}

/** Now, or a millisecond after the stack's last event: whoever sorts events by time gets them in their order. */
function nextMoment({ events }: Stack): Date {
  const last = events.at(-1)?.timestamp.getTime() ?? 0;
  return new Date(Math.max(Date.now(), last + 1));
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
  options: { physicalId?: string; forget?: boolean; keep?: boolean; bare?: boolean } = {},
): StackResource {
  const changed: StackResource = { ...resource, reason: undefined, ...change, updated: nextMoment(stack) };
  const { logicalId, type, status, reason, state, properties } = changed;
  if (!options.keep) {
    if (options.forget) stack.resources.delete(logicalId);
    else stack.resources.set(logicalId, changed);
  }
  const timestamp = changed.updated;
  record(stack, {
    // Clean-up after an update tells of physical resources only.
    id: `${logicalId}-${options.bare ? uuid() : `${status}-${timestamp.toISOString()}`}`,
    timestamp,
    logicalId,
    physicalId: options.physicalId ?? state?.physicalId ?? '',
    type,
    status,
    reason,
    properties: options.bare ? undefined : JSON.stringify(masked(properties, stack.revision)),
  });
  return changed;
}

/** Properties as events show them: values of NoEcho parameters are hidden. */
export function masked(properties: JsonObject, revision: Revision | undefined): JsonObject {
  const { template, parameters } = revision ?? {};
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
