import type { ListEventSourceMappingsCommandOutput } from '@aws-sdk/client-lambda';

/** None can be made. @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export function listEventSourceMappings(): Omit<ListEventSourceMappingsCommandOutput, '$metadata'> {
  return { EventSourceMappings: [] };
}
