import type {
  GetTemplateSummaryCommandOutput,
  GetTemplateSummaryInput,
  ResourceIdentifierSummary,
} from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import { stackWithIdMissing, validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';
import { readTemplate } from '../template/read.ts';
import { capabilitySummary } from '../template/summary.ts';
import type { Template } from '../template/template.ts';

type Output = Omit<GetTemplateSummaryCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary = modelled<GetTemplateSummaryInput, Promise<Output>>(
  'GetTemplateSummary',
  async (input, context) => {
    const template = await templateOf(input, context);
    return {
      Parameters: [...template.parameters].map(([key, declaration]) => ({
        ParameterKey: key,
        DefaultValue: declaration.default,
        ParameterType: declaration.type,
        NoEcho: declaration.noEcho,
        Description: declaration.description,
        ParameterConstraints: declaration.allowedValues && { AllowedValues: [...declaration.allowedValues] },
      })),
      Description: template.description,
      ...capabilitySummary(template),
      ResourceIdentifierSummaries: identifiers(template, resourceTypes(context)),
      ResourceTypes: [...new Set([...template.resources.values()].map(({ type }) => type))],
      Version: template.version,
      Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    };
  },
);

/** The resources by type, and what a resource of each is identified by where its owner tells. */
function identifiers(
  { resources }: Template,
  types: ReturnType<typeof resourceTypes>,
): ResourceIdentifierSummary[] {
  const byType = new Map<string, string[]>();
  for (const [logicalId, { type }] of resources) byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  return [...byType].map(([ResourceType, LogicalResourceIds]) => {
    const name = types.get(ResourceType)?.nameProperty;
    return { ResourceType, LogicalResourceIds, ResourceIdentifiers: name === undefined ? undefined : [name] };
  });
}

async function templateOf(wanted: GetTemplateSummaryInput, context: OperationContext): Promise<Template> {
  if (wanted.StackName === undefined) return readTemplate(await templateText(wanted, context));
  if (wanted.TemplateBody !== undefined || wanted.TemplateURL !== undefined) {
    throw validationError('Only one of StackName, TemplateBody or TemplateURL may be specified.');
  }
  const { revision } = stackStore(context).require(wanted.StackName, stackWithIdMissing);
  if (!revision) throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  return revision.template;
}
