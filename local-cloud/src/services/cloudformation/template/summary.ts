import type { Capability as AwsCapability } from '@aws-sdk/client-cloudformation';
import { requiredCapability } from './capabilities.ts';
import type { Template } from './template.ts';

/** The capabilities a template needs, as ValidateTemplate and GetTemplateSummary tell them. */
export function capabilitySummary(template: Template): {
  Capabilities?: AwsCapability[];
  CapabilitiesReason?: string;
} {
  const { capability, because } = requiredCapability(template);
  if (!capability) return {};
  return {
    Capabilities: [capability],
    CapabilitiesReason: `The following resource(s) require capabilities: [${because.join(', ')}]`,
  };
}
