import type { ValidateTemplateCommandOutput, ValidateTemplateInput } from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { refuseUnknownAttributes, refuseUnsupported } from '../support/refuse.ts';
import { dependencyGraph } from '../template/dependencies.ts';
import { templateText } from '../template/load.ts';
import { readTemplate } from '../template/read.ts';
import { capabilitySummary } from '../template/summary.ts';

type Output = Omit<ValidateTemplateCommandOutput, '$metadata'>;

/** Parameters have no values here, so a resource with a condition counts as one that may never be made. */
const NO_CONDITIONS: ReadonlyMap<string, boolean> = new Map();

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate = modelled<ValidateTemplateInput, Promise<Output>>(
  'ValidateTemplate',
  async (input, context) => {
    const { skipUnsupported } = context.cloud;
    const text = await templateText(input, context);
    const template = await readTemplate(text, { references: skipUnsupported });
    if (!skipUnsupported) {
      const surely = [...template.resources].filter(([, { condition }]) => condition === undefined);
      refuseUnsupported(new Map(surely), resourceTypes(context));
      const values = [...template.resources.values()].map(({ properties }) => properties);
      const outputs = [...template.outputs.values()].map(({ value }) => value);
      refuseUnknownAttributes(template, [...values, ...outputs], resourceTypes(context));
    }
    dependencyGraph(template.resources, NO_CONDITIONS);
    return {
      Parameters: [...template.parameters].map(([key, declaration]) => ({
        ParameterKey: key,
        DefaultValue: declaration.default,
        NoEcho: declaration.noEcho,
        Description: declaration.description,
      })),
      Description: template.description,
      ...capabilitySummary(template),
    };
  },
);
