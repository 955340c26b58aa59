import { awsJsonProtocol } from '../../protocols/aws-json.ts';
import type { OperationTable } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { describeRepositories } from './operations/describe-repositories.ts';

const operations = { DescribeRepositories: describeRepositories } satisfies OperationTable;

/**
 * Amazon ECR, as far as tools ask it whether a repository is there: the Serverless Framework does on every removal.
 * Functions here come from zips, so there are no images, and no repository can be made.
 */
export const ecr: Service = {
  id: 'ecr',
  title: 'Amazon ECR',
  signingNames: ['ecr'],
  targetPrefixes: ['AmazonEC2ContainerRegistry_V20150921'],
  hostPrefixes: ['api'],
  protocol: awsJsonProtocol('1.1'),
  operations,
  // There is none to page through.
  inert: { DescribeRepositories: ['maxResults', 'nextToken'] },
  gaps: [{ what: 'repositories and images: none can be made, so none is ever found', since: '2026-11-21' }],
};
