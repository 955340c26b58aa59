import { createHash, randomBytes } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

const Bucket = 'household';
const STACKS = 2;

/** What an object was acknowledged to be, and what it may be by now: what was sent and not answered. */
interface Expected {
  acknowledged?: string;
  sent?: string;
}

/** A stack's number of log groups and its function's description, as acknowledged or as asked for. */
interface Deployed {
  readonly version: number;
}

const digest = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Clients that put objects, whole and in parts, and deploy stacks, and what must then be there. */
export class Household {
  readonly #objects = new Map<string, Expected>();
  readonly #stacks: (Deployed & { there: boolean; asked?: Deployed })[] = Array.from(
    { length: STACKS },
    () => ({
      version: 0,
      there: false,
    }),
  );
  #turns = 0;

  async open(endpoint: string): Promise<void> {
    await clients(endpoint).s3.send(new CreateBucketCommand({ Bucket }));
  }

  /** Works until the endpoint is gone. */
  async workUntilItBreaks(endpoint: string): Promise<void> {
    const { s3, cfn, destroy } = clients(endpoint);
    const until = async (work: () => Promise<void>) => {
      for (;;) {
        try {
          await work();
        } catch (error) {
          if (isGone(error)) return;
          throw error;
        }
      }
    };
    await Promise.all([
      ...[0, 1].map((client) => until(() => this.#put(s3, `whole-${client}-${this.#next() % 20}`))),
      until(() => this.#putParts(s3, `parts-${this.#next() % 5}`)),
      ...this.#stacks.map((_, index) => until(() => this.#deploy(cfn, index))),
    ]);
    destroy();
  }

  /** @throws where anything that was acknowledged is missing, half-applied or stuck */
  async check(endpoint: string): Promise<void> {
    const { s3, cfn, lambda, destroy } = clients(endpoint);
    for (const [Key, expected] of this.#objects) {
      const found = await s3.send(new GetObjectCommand({ Bucket, Key })).catch(() => undefined);
      const there = found && digest(await found.Body!.transformToByteArray());
      const allowed = [expected.acknowledged, expected.sent];
      if (!allowed.includes(there)) throw new Error(`${Key} is ${there}, not one of ${allowed.join(' or ')}`);
      this.#objects.set(Key, { acknowledged: there });
    }
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key = '' } of Contents) if (!this.#objects.has(Key)) throw new Error(`${Key} is nobody's`);
    for (const [index, stack] of this.#stacks.entries()) {
      const status = await settled(cfn, nameOf(index));
      const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
      const names = Functions.map(({ FunctionName }) => FunctionName);
      if (status === undefined && stack.there) throw new Error(`${nameOf(index)} is gone`);
      if (status === undefined || status.endsWith('ROLLBACK_COMPLETE')) {
        // What an update was rolled back to is what was there; of a creation nothing is left.
        if (status === 'UPDATE_ROLLBACK_COMPLETE') await this.#checkVersion(lambda, index, [stack.version]);
        else if (names.includes(nameOf(index))) throw new Error(`${nameOf(index)} has a function left`);
        if (status === 'ROLLBACK_COMPLETE') await remove(cfn, nameOf(index));
        if (status !== 'UPDATE_ROLLBACK_COMPLETE') Object.assign(stack, { there: false });
      } else if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) {
        const versions = [stack.version, ...(stack.asked ? [stack.asked.version] : [])];
        await this.#checkVersion(lambda, index, versions);
        stack.there = true;
      } else throw new Error(`${nameOf(index)} is stuck in ${status}`);
      stack.asked = undefined;
    }
    destroy();
  }

  async #checkVersion(lambda: LambdaClient, index: number, allowed: readonly number[]): Promise<void> {
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: nameOf(index) }));
    const version = Number(Configuration?.Description);
    if (!allowed.includes(version))
      throw new Error(`${nameOf(index)} is ${version}, not ${allowed.join(' or ')}`);
    Object.assign(this.#stacks[index]!, { version });
  }

  #next(): number {
    this.#turns += 1;
    return this.#turns;
  }

  async #put(s3: S3Client, Key: string): Promise<void> {
    const Body = randomBytes(1 + (this.#turns % 50) * 1000);
    await this.#sending(Key, Body, () => s3.send(new PutObjectCommand({ Bucket, Key, Body })));
  }

  async #putParts(s3: S3Client, Key: string): Promise<void> {
    const pieces = [randomBytes(5 * 1024 * 1024), randomBytes(1000)];
    await this.#sending(Key, Buffer.concat(pieces), async () => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const Parts = [];
      for (const [index, Body] of pieces.entries()) {
        const PartNumber = index + 1;
        const part = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
        Parts.push({ PartNumber, ETag: part.ETag });
      }
      const MultipartUpload = { Parts };
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    });
  }

  async #sending(Key: string, bytes: Uint8Array, send: () => Promise<unknown>): Promise<void> {
    const before = this.#objects.get(Key);
    this.#objects.set(Key, { ...before, sent: digest(bytes) });
    await send();
    this.#objects.set(Key, { acknowledged: digest(bytes) });
  }

  async #deploy(cfn: CloudFormationClient, index: number): Promise<void> {
    const stack = this.#stacks[index]!;
    const version = stack.version + 1;
    stack.asked = { version };
    const request = {
      ...{ StackName: nameOf(index), TemplateBody: templateOf(nameOf(index), version) },
      Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    };
    await cfn.send(stack.there ? new UpdateStackCommand(request) : new CreateStackCommand(request));
    const status = await settled(cfn, nameOf(index));
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status ?? '')) throw new Error(`${nameOf(index)} is ${status}`);
    Object.assign(stack, { version, there: true, asked: undefined });
    if (version % 4 === 0) {
      stack.there = false;
      await remove(cfn, nameOf(index));
    }
  }
}

const nameOf = (index: number): string => `house-${index}`;

/** A role, a function of that version with a URL, a table, and log groups, of which every version has another number. */
function templateOf(name: string, version: number): string {
  const groups = Array.from({ length: 1 + (version % 4) }, (_, index) => [
    `Group${index}`,
    { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/${name}/${index}`, RetentionInDays: 7 } },
  ]);
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  return JSON.stringify({
    Resources: {
      ...Object.fromEntries(groups),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
        },
      },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ FunctionName: name, Runtime: 'nodejs24.x', Handler: 'index.handler' },
          ...{ Description: String(version), Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          Code: { ZipFile: `exports.handler = async () => ${version};` },
        },
      },
      Url: {
        Type: 'AWS::Lambda::Url',
        Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      },
    },
  });
}

/** The status that a stack ends in; undefined where there is none. */
async function settled(cfn: CloudFormationClient, StackName: string): Promise<string | undefined> {
  for (let look = 0; ; look += 1) {
    const { Stacks = [] } = await cfn
      .send(new DescribeStacksCommand({ StackName }))
      .catch((error: unknown) => {
        if (isGone(error)) throw error;
        return { Stacks: [] };
      });
    const status = Stacks[0]?.StackStatus;
    if (!status?.endsWith('_IN_PROGRESS')) return status;
    if (look < 3000) continue;
    const { StackEvents } = await cfn.send(new DescribeStackEventsCommand({ StackName }));
    throw new Error(`${StackName} stays ${status}: ${JSON.stringify(StackEvents?.slice(0, 5))}`);
  }
}

async function remove(cfn: CloudFormationClient, StackName: string): Promise<void> {
  await cfn.send(new DeleteStackCommand({ StackName }));
  const status = await settled(cfn, StackName);
  if (status !== undefined) throw new Error(`${StackName} is ${status}`);
}

/** Whether an error is that of an endpoint that is no longer there. */
function isGone(error: unknown): boolean {
  const { code, name, message = '' } = error as { code?: string; name?: string; message?: string };
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code ?? '') ||
    name === 'TimeoutError' ||
    /socket|aborted|ECONN|EPIPE/.test(message)
  );
}

function clients(endpoint: string) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  const [s3, cfn, lambda] = [
    new S3Client(config),
    new CloudFormationClient(config),
    new LambdaClient(config),
  ];
  const destroy = () => {
    for (const client of [s3, cfn, lambda]) client.destroy();
  };
  return { s3, cfn, lambda, destroy };
}
