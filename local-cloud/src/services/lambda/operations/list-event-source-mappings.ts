import type { ListEventSourceMappingsRequest, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import { modelled } from '../input.ts';

/** None can be made. @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings = modelled<
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse
>('ListEventSourceMappings', (_input) => {
  return { EventSourceMappings: [] };
});
