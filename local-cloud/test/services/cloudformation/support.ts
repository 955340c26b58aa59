import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import type { LocalCloudOptions } from '../../../src/index.ts';
import { type ClientConfig, startCloud, used } from '../../support/cloud.ts';

const TERMINAL = /_(COMPLETE|FAILED)$/;

/** A cloud under test, with the steps that every test of stacks takes. */
export async function startStacks(options: LocalCloudOptions = {}) {
  const waiting = new Map<string, () => void>();
  const ended = new Set<string>();
  const cloud = await startCloud({
    ...options,
    onStack({ stackName, logicalId, status }) {
      if (stackName !== logicalId) return;
      if (!TERMINAL.test(status)) {
        ended.delete(stackName);
        return;
      }
      ended.add(stackName);
      waiting.get(stackName)?.();
      waiting.delete(stackName);
    },
  });
  const cfn = new CloudFormationClient({ ...cloud.config, maxAttempts: 1 });

  /** Waits until the stack's present operation has ended. */
  async function settled(name: string): Promise<void> {
    if (!ended.has(name)) await new Promise<void>((resolve) => waiting.set(name, resolve));
  }

  async function stack(nameOrId: string): Promise<Stack> {
    const { Stacks = [] } = await cfn.send(new DescribeStacksCommand({ StackName: nameOrId }));
    return Stacks[0]!;
  }

  type Template = Record<string, unknown> | string;
  const body = (template: Template) => (typeof template === 'string' ? template : JSON.stringify(template));

  return {
    cloud,
    cfn,
    async close(): Promise<void> {
      cfn.destroy();
      await cloud.close();
    },
    settled,
    stack,
    /** Creates a stack and waits for the end, good or bad. */
    async create(
      name: string,
      template: Template,
      more: Partial<CreateStackCommandInput> = {},
    ): Promise<Stack> {
      const command = new CreateStackCommand({ StackName: name, TemplateBody: body(template), ...more });
      const { StackId } = await cfn.send(command);
      await settled(name);
      return stack(StackId!);
    },
    async update(
      name: string,
      template: Template,
      more: Partial<UpdateStackCommandInput> = {},
    ): Promise<Stack> {
      await cfn.send(new UpdateStackCommand({ StackName: name, TemplateBody: body(template), ...more }));
      await settled(name);
      return stack(name);
    },
    async remove(name: string): Promise<Stack> {
      const { StackId } = await stack(name);
      await cfn.send(new DeleteStackCommand({ StackName: name }));
      await settled(name);
      return stack(StackId!);
    },
    /** `LogicalId STATUS` of every event, oldest first; `since` leaves out the first so many. */
    async events(nameOrId: string, since = 0): Promise<string[]> {
      const { StackEvents = [] } = await cfn.send(new DescribeStackEventsCommand({ StackName: nameOrId }));
      return StackEvents.reverse()
        .slice(since)
        .map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`);
    },
    /** The reasons of a stack's events, oldest first, by `LogicalId STATUS`. */
    async reasons(nameOrId: string): Promise<Record<string, string | undefined>> {
      const { StackEvents = [] } = await cfn.send(new DescribeStackEventsCommand({ StackName: nameOrId }));
      return Object.fromEntries(
        StackEvents.reverse().map((event) => [
          `${event.LogicalResourceId} ${event.ResourceStatus}`,
          event.ResourceStatusReason,
        ]),
      );
    },
  };
}

/** The set-up of a file that tests the resource types of a service: stacks, and the service's client. */
export async function useStacks<Client extends { destroy(): void }>(
  Client: new (config: ClientConfig) => Client,
) {
  const stacks = await used(startStacks());
  const client = new Client(stacks.cloud.config);
  afterAll(() => client.destroy());
  return { stacks, client };
}

/** A resource that has no properties and never fails. */
export const handle = (more: Record<string, unknown> = {}) => ({
  Type: 'AWS::CloudFormation::WaitConditionHandle',
  ...more,
});

/** A resource with properties: its name replaces it, its retention does not. */
export const logGroup = (LogGroupName: unknown, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName, ...more },
});

/** A resource that fails to be made: CloudWatch Logs has no such retention. */
export const failing = (more: Record<string, unknown> = {}) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: 'failing', RetentionInDays: 2 },
  ...more,
});

/** A stack's outputs by key. */
export const outputsOf = ({ Outputs = [] }: Stack): Record<string, string | undefined> =>
  Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue]));
