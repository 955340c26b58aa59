import { arn } from '../../../core/arn.ts';
import type { OperationContext } from '../../../protocols/operation.ts';

/** What stands for an attribute that local-cloud does not know, where stacks are made without what is lacking. */
export function absentAttribute(
  { logicalId, type, attribute }: { logicalId: string; type: string; attribute: string },
  stackName: string,
  context: OperationContext,
): string | undefined {
  const { cloud } = context;
  if (!cloud.skipUnsupported) return undefined;
  cloud.events.emit('skip', { stackName, logicalId, type, part: `attribute ${attribute}` });
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return /Arn$/.test(attribute) ? arn(service, context, logicalId) : logicalId;
}

/** What stands for the export of a stack that is not deployed here, likewise. */
export function absentExport(name: string, stackName: string, context: OperationContext): string | undefined {
  const { cloud } = context;
  if (!cloud.skipUnsupported) return undefined;
  cloud.events.emit('skip', { stackName, logicalId: name, type: 'Fn::ImportValue' });
  return /arn/i.test(name) ? arn('unknown', context, name) : name;
}
