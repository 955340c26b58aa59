import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore, regionsOf, type StoreScope } from '../../core/store.ts';
import { Concurrency } from './invocation/concurrency.ts';
import { functionPacking, layerPacking } from './packing.ts';
import type { FunctionRecord, FunctionUrl, Layer } from './types.ts';

/** What Lambda keeps in one region. */
export class LambdaStore {
  readonly layers: Collection<Layer>;
  readonly functions: Collection<FunctionRecord>;
  /** By the id in the URL's host; each is its function's, too, and kept with that. */
  readonly urls = new Map<string, FunctionUrl>();
  readonly concurrency = new Concurrency();

  constructor({ cloud, region }: StoreScope) {
    this.layers = collection(cloud, ['lambda', region, 'layers'], layerPacking(cloud));
    const packing = functionPacking(cloud, (name, version) => this.layers.peek(name)?.versions.get(version));
    this.functions = collection(cloud, ['lambda', region, 'functions'], packing);
    for (const { urls } of this.functions.peekAll()) {
      for (const url of urls.values()) this.urls.set(url.id, url);
    }
  }
}

export const lambdaStore = defineStore('lambda', (scope) => new LambdaStore(scope));

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
