import type { AnyOperation } from '../../../../protocols/operation.ts';
import { modelled } from '../input.ts';
import { describeStream } from './describe-stream.ts';
import { getRecords } from './get-records.ts';
import { getShardIterator } from './get-shard-iterator.ts';
import { listStreams } from './list-streams.ts';

export const operations = {
  DescribeStream: modelled('DescribeStream', describeStream),
  GetRecords: modelled('GetRecords', getRecords),
  GetShardIterator: modelled('GetShardIterator', getShardIterator),
  ListStreams: modelled('ListStreams', listStreams),
} satisfies Record<string, AnyOperation>;
