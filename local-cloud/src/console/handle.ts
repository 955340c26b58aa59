import type { ServerResponse } from 'node:http';
import type { Cloud } from '../core/cloud.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { respond } from '../http/respond.ts';
import { services } from '../services/registry.ts';
import { asset } from './assets.ts';
import { streamEvents } from './event-stream.ts';
import { GUARDED } from './page.ts';
import { CONSOLE } from './paths.ts';
import type { Recorder } from './recorder.ts';
import { invocationDetails, invocationSummary, requestDetails, requestSummary } from './summaries.ts';
import { traceSpans } from './traces.ts';
import { tryUrl } from './try-url.ts';

interface Place {
  readonly request: ApiRequest;
  readonly response: ServerResponse;
  readonly cloud: Cloud;
  readonly recorder: Recorder;
}

/**
 * Answers what the console's page asks for besides the AWS API: its files, and what was observed. Nothing of it changes
 * anything; the page does that by the AWS API, as any client.
 */
export async function handleConsole(place: Place): Promise<void> {
  const { request, response, cloud, recorder } = place;
  const rest = request.path.slice(CONSOLE.length);
  if (rest.startsWith('try/')) {
    if (isOpened(request))
      return answer(place, 403, { message: 'Open the URL itself: this is for the page alone.' });
    return tryUrl((request.raw.url ?? '').slice(`${CONSOLE}try/`.length), request, response, cloud);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answer(place, 405, { message: 'This only answers GET and HEAD.' }, { allow: 'GET, HEAD' });
  }
  if (rest === 'api/stream' && request.method === 'HEAD') {
    return answer(place, 405, { message: 'A stream only answers GET.' }, { allow: 'GET' });
  }
  if (rest === 'api/stream') return streamEvents(request.query, response, cloud, recorder);
  if (rest.startsWith('assets/')) return sendAsset(rest.slice('assets/'.length), place);
  const found = observed(rest.split('/').map(decoded), place);
  if (found !== undefined) return answer(place, 200, found);
  return answer(place, 404, { message: `There is nothing at ${request.path}, or not any more.` });
}

/** Whether a browser would show the answer, or run it: a function's page must not be one of the console's origin. */
function isOpened(request: ApiRequest): boolean {
  const destination = request.header('sec-fetch-dest');
  return destination !== undefined && destination !== 'empty';
}

/** @param path without `/_local-cloud/` */
function observed([root, kind, ...names]: string[], { cloud, recorder }: Place): unknown {
  if (root !== 'api') return undefined;
  if (kind === 'requests') return requests(names, recorder);
  if (kind === 'functions') return invocations(names, recorder);
  if (kind === 'traces') return trace(names, recorder);
  if (kind === 'regions' && names.length === 0) return { regions: regions(cloud) };
  if (kind === 'addresses' && names.length === 0) {
    return { addresses: services.flatMap((service) => service.addresses?.(cloud) ?? []) };
  }
  return undefined;
}

function requests([sequence, ...more]: string[], recorder: Recorder): unknown {
  if (more.length > 0) return undefined;
  if (sequence === undefined) {
    const all = recorder.requests.after().map(requestSummary);
    return { since: recorder.since, requests: all };
  }
  const found = recorder.requests.get(Number(sequence));
  if (!found) return undefined;
  const { log, region = '', requestId } = found.value;
  const runs = log ? recorder.invocations(region, log.functionName) : [];
  return requestDetails(
    found,
    runs.some(({ value }) => value.requestId === requestId),
  );
}

function invocations([region = '', name = '', kind, id, ...more]: string[], recorder: Recorder): unknown {
  if (kind !== 'invocations' || more.length > 0) return undefined;
  const all = recorder.invocations(region, name);
  if (id === undefined) return { invocations: all.map(invocationSummary) };
  const found = all.findLast(({ value }) => value.requestId === id);
  return found && invocationDetails(found);
}

function trace([root, ...more]: string[], recorder: Recorder): unknown {
  if (root === undefined || more.length > 0) return undefined;
  const spans = traceSpans(root, recorder);
  return spans.length > 0 ? { spans } : undefined;
}

/** Those in which anything was ever asked for. */
function regions(cloud: Cloud): string[] {
  const named = [...cloud.stores.keys()].flatMap((key) => /:([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(key)?.[1] ?? []);
  return [...new Set(named)].sort();
}

async function sendAsset(name: string, place: Place): Promise<void> {
  const found = await asset(name, place.cloud);
  if (!found) return answer(place, 404, { message: `The page has no file ${name}.` });
  const headers = { ...GUARDED, 'content-type': found.type, 'cache-control': 'no-cache' };
  await respond(place.response, { status: 200, headers, body: found.bytes });
}

async function answer(
  { response }: Place,
  status: number,
  value: unknown,
  more: Record<string, string> = {},
) {
  const headers = { ...GUARDED, 'content-type': 'application/json', 'cache-control': 'no-store', ...more };
  await respond(response, { status, headers, body: JSON.stringify(value) });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
