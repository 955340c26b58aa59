import { defineStore, regionsOf, type StoreScope } from '../../core/store.ts';
import type { FunctionRecord, FunctionUrl, Layer } from './types.ts';

/** What Lambda keeps in one region. */
export class LambdaStore {
  readonly functions = new Map<string, FunctionRecord>();
  readonly layers = new Map<string, Layer>();
  /** By the id in the URL's host. */
  readonly urls = new Map<string, FunctionUrl>();
  /** Invocations under way that take of the account's unreserved concurrency. */
  unreservedUnderway = 0;
}

export const lambdaStore = defineStore('lambda', () => new LambdaStore());

/** The function URL of that id, whatever its region: a Host header's region may be left out or wrong. */
export function findFunctionUrl(cloud: StoreScope['cloud'], id: string): FunctionUrl | undefined {
  for (const region of regionsOf(cloud, 'lambda')) {
    const url = lambdaStore({ cloud, region }).urls.get(id);
    if (url) return url;
  }
  return undefined;
}

/** Every function URL, of all regions. */
export const functionUrls = (cloud: StoreScope['cloud']): FunctionUrl[] =>
  regionsOf(cloud, 'lambda').flatMap((region) => [...lambdaStore({ cloud, region }).urls.values()]);
