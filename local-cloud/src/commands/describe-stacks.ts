import type { DescribeStacksOutput, Stack } from '@aws-sdk/client-cloudformation';
import { scopedTo } from './region-request.ts';

/** Structures of the answer that are lists, however many they hold. */
const LISTS = new Set(['Stacks', 'Outputs', 'Tags']);

/**
 * Every stack of a region, with the texts and lists of its description. Asked over HTTP without the SDK, whose client
 * is a hundred times this file.
 *
 * @throws Error with what the endpoint said
 */
export async function describeStacks(endpoint: string, region: string): Promise<Stack[]> {
  const stacks: Stack[] = [];
  let page: DescribeStacksOutput = {};
  do {
    page = await describePage(endpoint, region, page.NextToken);
    stacks.push(...(page.Stacks ?? []));
  } while (page.NextToken);
  return stacks;
}

async function describePage(endpoint: string, region: string, token?: string): Promise<DescribeStacksOutput> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: scopedTo('cloudformation', region),
    body: new URLSearchParams({
      Action: 'DescribeStacks',
      Version: '2010-05-15',
      ...(token && { NextToken: token }),
    }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`DescribeStacks answered ${answer.status}: ${text}`);
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'member' });
  const { DescribeStacksResponse } = parser.parse(text) as {
    DescribeStacksResponse: { DescribeStacksResult: unknown };
  };
  return lists(DescribeStacksResponse.DescribeStacksResult) as DescribeStacksOutput;
}

/** `{ Tags: { member: [...] } }` as `{ Tags: [...] }`, all the way down; an empty list is an empty text in XML. */
function lists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lists);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      LISTS.has(name) ? lists((inner as { member?: unknown }).member ?? []) : lists(inner),
    ]),
  );
}
