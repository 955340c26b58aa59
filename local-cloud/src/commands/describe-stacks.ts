import type { DescribeStacksOutput, GetTemplateOutput, Stack } from '@aws-sdk/client-cloudformation';
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

const describePage = async (endpoint: string, region: string, token?: string) =>
  lists(
    await ask(endpoint, region, 'DescribeStacks', { ...(token && { NextToken: token }) }),
  ) as DescribeStacksOutput;

/**
 * The logical ids of a stack's resources, in the order of its template; none where that is no JSON.
 *
 * @throws Error with what the endpoint said
 */
export async function templateResources(endpoint: string, region: string, stack: string): Promise<string[]> {
  const { TemplateBody } = (await ask(endpoint, region, 'GetTemplate', {
    StackName: stack,
  })) as GetTemplateOutput;
  try {
    const { Resources = {} } = JSON.parse(TemplateBody ?? '') as { Resources?: object };
    return Object.keys(Resources);
  } catch {
    return [];
  }
}

async function ask(
  endpoint: string,
  region: string,
  Action: string,
  input: Readonly<Record<string, string>>,
): Promise<unknown> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: scopedTo('cloudformation', region),
    body: new URLSearchParams({ Action, Version: '2010-05-15', ...input }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${Action} answered ${answer.status}: ${text}`);
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'member' });
  const document = parser.parse(text) as Record<string, Record<string, unknown>>;
  return document[`${Action}Response`]?.[`${Action}Result`];
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
