/** Where something lives, as far as its ARN says. Region and account are empty for global services. */
export interface ArnScope {
  readonly region: string;
  readonly accountId: string;
}

/** `arn:aws:lambda:us-east-1:000000000000:function:name` from its parts; the partition follows the region. */
export function arn(service: string, scope: ArnScope, resource: string): string {
  return `arn:${partition(scope.region)}:${service}:${scope.region}:${scope.accountId}:${resource}`;
}

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** The domain AWS serves a partition from: `amazonaws.com`, or `amazonaws.com.cn` in China. */
export const urlSuffix = (region: string): string =>
  partition(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';

/** The parts of an ARN, or undefined for text that is none. */
export function parseArn(
  text: string,
): { partition: string; service: string; region: string; accountId: string; resource: string } | undefined {
  const [prefix, part, service, region, accountId, ...resource] = text.split(':');
  if (
    prefix !== 'arn' ||
    !part ||
    !service ||
    region === undefined ||
    accountId === undefined ||
    !resource.length
  ) {
    return undefined;
  }
  return { partition: part, service, region, accountId, resource: resource.join(':') };
}
