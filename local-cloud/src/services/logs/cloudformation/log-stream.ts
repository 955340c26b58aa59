import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { createLogStream, deleteLogStream } from '../operations/log-streams.ts';

interface Properties {
  readonly LogGroupName: string;
  readonly LogStreamName?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export const logStream = {
  type: 'AWS::Logs::LogStream',
  properties: ['LogGroupName', 'LogStreamName'],
  async create({ LogGroupName: logGroupName, LogStreamName }, context) {
    const logStreamName = LogStreamName ?? context.generateName({ maxLength: 512 });
    createLogStream({ logGroupName, logStreamName }, context);
    return { physicalId: logStreamName, attributes: {} };
  },
  async delete({ physicalId: logStreamName }, { LogGroupName: logGroupName }, context) {
    await unlessGone(() => deleteLogStream({ logGroupName, logStreamName }, context));
  },
} satisfies ResourceType<Properties>;
